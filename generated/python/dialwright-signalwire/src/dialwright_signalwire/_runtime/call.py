"""One call of a method: what is sent, and what is made of each answer or failure until it is over.

Nothing here does I/O: a session sends what `attempt` hands out and asks `judge` about the outcome, so that
the rule of what may be repeated is written once. Failures arrive as values and are raised from here, outside
any `except` block: an error then carries no frames that had credentials in them.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, TypeAlias

from .body import BodyReader
from .errors import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    CertificateError,
    ClientError,
    ConnectionOutcomeUnknown,
    DecodeOutcomeUnknown,
    OutcomeUnknownError,
    ProxyError,
    RateLimitError,
    ResponseDecodeError,
    ResponseTooLargeError,
    TimeoutOutcomeUnknown,
    TooLargeOutcomeUnknown,
    TransportError,
)
from .problem import api_error, documented
from .quota import RETRY, SUCCESS, TIMEOUT
from .response import EXCERPT, Headers, RawResponse
from .retry import LONGEST_WAIT, may_repeat, pause, requested_wait
from .secret import Secret
from .transport import TransportRequest
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import TracebackType

    from .address import Address
    from .errors import Sent
    from .receipts import Receipt
    from .security import Proof
    from .settings import Settings
    from .tokens import Token
    from .uploads import Upload

__all__ = ["Call", "Outcome", "Reading"]

_SURELY = ("no", "maybe", "yes")

Outcome: TypeAlias = RawResponse | ClientError
"""How one attempt ended: with an answer of any status, or without one."""


class Reading:
    """An answer while it is being read."""

    def __init__(self, call: Call, status: int, headers: Sequence[tuple[str, str]]) -> None:
        self._call = call
        self.status = status
        self.headers = Headers(headers)
        self._body = BodyReader(status, self.headers)
        call.watch.answered(status, self.headers)

    def feed(self, chunk: bytes) -> bool:
        """Take a chunk of the body; whether more is wanted."""
        if self._call.is_late:
            raise APITimeoutError("Time ran out while the answer was being read.", sent="yes")
        return self._body.feed(chunk)

    def finish(self) -> RawResponse:
        """The answer, whole."""
        return self._response(self._body.finish())

    def broken(self, failure: ClientError) -> Outcome:
        """The outcome where reading failed: of a failure the status is enough, a success is needed whole."""
        response = self._response(self._body.so_far)
        if not 200 <= self.status < 300:
            return response
        if isinstance(failure, ResponseDecodeError):
            failure.status, failure.body = self.status, response.redacted(EXCERPT)
        failure.sent = "yes"
        failure.request_id = response.request_id
        return failure

    def _response(self, content: bytes) -> RawResponse:
        call = self._call
        return RawResponse(self.status, self.headers, content, call.url, call.settings.redact)


class Call:
    """One call, over all of its attempts.

    Args:
        settings: Those of the client.
        method: HTTP method.
        template: Path with placeholders, as errors and logs show it.
        address: Where to send it.
        target: Path and query.
        headers: Headers without the credentials.
        content: Body.
        repeatable: Whether sending it twice does no more than sending it once.
        timeout: Seconds for all attempts together; None is no limit.
        max_retries: How many attempts may follow the first.
        streamed: Whether the body is handed on as it comes, so that `timeout` holds for each part of it.
        authorized: Whether to send the credentials, and what the client's hooks add.
        receipt: Takes down what is answered.
        errors: Annotations of the bodies of failures, by status.
        proofs: Credentials besides the Authorization header that all requests have.
    """

    def __init__(
        self,
        settings: Settings,
        method: str,
        template: str,
        address: Address,
        target: str,
        headers: Sequence[tuple[str, str]],
        content: bytes | Upload,
        *,
        repeatable: bool,
        timeout: float | None,
        max_retries: int,
        streamed: bool = False,
        authorized: bool = True,
        receipt: Receipt | None = None,
        errors: Mapping[str, str] | None = None,
        proofs: tuple[Proof, ...] = (),
    ) -> None:
        self.settings = settings
        self.method = method
        self.template = template
        self.repeatable = repeatable
        self.address = address
        self.target = target
        self._headers = headers
        self._content = content
        self._timeout = timeout
        self._until = None if timeout is None else monotonic() + timeout
        self._retries_left = max_retries
        self._retries = 0
        self._sent_before: Sent = "no"
        self._streamed = streamed
        self._authorized = authorized
        self._errors = errors
        self._proofs = tuple(proof for proof in proofs if proof.grant is None)
        self.grant = next((proof.grant for proof in proofs if proof.grant is not None), None)
        """How the token is fetched that the request needs; None where it needs none."""
        self.worn: Token | None = None
        """A token that the service did not take."""
        self._token: Token | None = None
        self._token_is_new = False
        self._paid = 0
        self.watch = Watch(method, template, settings.on_request, settings.on_response, receipt)

    def __enter__(self) -> None:
        """Attempts are made within a `with` statement, so that one which is interrupted is told of too."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.watch.end(kind.__name__)

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.address.scheme}://{self.address.authority}{self.target}"

    @property
    def is_late(self) -> bool:
        """Whether the time for all attempts is over."""
        return self._until is not None and monotonic() > self._until

    @property
    def seconds_left(self) -> float | None:
        """How much there is left of the time for all attempts."""
        return None if self._until is None else self._until - monotonic()

    @property
    def retries_left(self) -> int:
        """How many attempts may still follow."""
        return self._retries_left

    def take(self, token: Token, *, is_new: bool) -> None:
        """Send the next attempt with this token; `is_new` where it was fetched just now."""
        self._token, self._token_is_new = token, is_new

    def attempt(self) -> TransportRequest:
        """The request to send now. The credentials join it here, and nowhere else.

        Raises:
            Exception: Whatever the client's hook raises; the request is not sent then.
        """
        added = self.watch.begin()
        return TransportRequest(
            self.method,
            self.address,
            self.target,
            self._all_headers(added),
            self._content,
            self._until,
            self._timeout if self._streamed else None,
            self._credentials(),
            self._proofs,
        )

    def _all_headers(self, added: Mapping[str, tuple[str, str]]) -> Sequence[tuple[str, str]]:
        """The headers with those of the hook, which stay away from where the credentials do."""
        if not added or not self._authorized:
            return self._headers
        return [*(pair for pair in self._headers if pair[0].lower() not in added), *added.values()]

    def _credentials(self) -> Secret | None:
        if self._token is not None:
            return Secret(f"Bearer {self._token.value.reveal()}")
        given = any(name.lower() == "authorization" for name, _ in self._headers)
        return self.settings.authorization if self._authorized and not given else None

    def judge(self, outcome: Outcome) -> RawResponse | float:
        """What an attempt's outcome means.

        Returns:
            The answer, where it is the result; else the seconds after which to try again.

        Raises:
            ClientError: The call has failed.
        """
        self.watch.end(outcome.status if isinstance(outcome, RawResponse) else type(outcome).__name__)
        if isinstance(outcome, RawResponse):
            if 200 <= outcome.status < 300 or self._is_gone(outcome):
                self._succeeded()
                return outcome
            if self._may_renew(outcome):
                return 0.0
            error: ClientError = self._refused(outcome)
            repeat = may_repeat(outcome.status, self.repeatable)
            wait = requested_wait(outcome.headers)
        else:
            error, repeat, wait = self.failed(outcome), self._may_resend(outcome), None
        delay = self._delay(wait) if repeat else None
        if delay is None or not self._pay(outcome):
            raise error
        if not isinstance(error, RateLimitError):
            self._sent_before = error.sent
        self._retries += 1
        self._retries_left -= 1
        self.watch.log("retrying in %.2f s", delay)
        return delay

    def _may_renew(self, response: RawResponse) -> bool:
        """Whether a token that was kept is not taken any more, so that the request is sent with a new one.

        What was refused for its credentials took no effect. It is done once, and not counted as a retry.
        """
        if response.status != 401 or self._token is None or self._token_is_new or self.worn is not None:
            return False
        if self._is_spent or self.is_late:
            return False
        self.worn = self._token
        self.watch.log("the access token was not taken; trying with a new one")
        return True

    def opened(self, status: int, headers: Sequence[tuple[str, str]]) -> None:
        """An attempt was answered by content, or a redirect, whose body is handed on as it comes."""
        self.watch.answered(status, Headers(headers))
        self.watch.end(status)
        self._succeeded()

    def _succeeded(self) -> None:
        self.settings.quota.give_back(self._paid or SUCCESS)

    def _pay(self, outcome: Outcome) -> bool:
        """Whether the client can afford one more retry."""
        cost = TIMEOUT if isinstance(outcome, APITimeoutError) else RETRY
        if not self.settings.quota.take(cost):
            self.watch.log("not retried, because too many retries of the client came to nothing")
            return False
        self._paid = cost
        return True

    def unreadable(self, response: RawResponse, problem: str, pointer: str | None = None) -> ClientError:
        """The error for a success that is not what it should be."""
        return self.failed(response.unreadable(problem, pointer))

    def _is_gone(self, response: RawResponse) -> bool:
        """A deletion that was repeated and now finds nothing has done its work."""
        return self.method == "DELETE" and response.status == 404 and self._retries > 0

    def _refused(self, response: RawResponse) -> APIError:
        error = api_error(response, repeatable=self.repeatable)
        error.sent = "yes"
        if self._errors:
            error.data = documented(self._errors, error.status, error.body)
        return error.during(self.method, self.template, response.request_id)

    def failed(self, failure: ClientError) -> ClientError:
        """The error for a request without a usable answer."""
        # The failure itself, for it is still at hand in the frames that an outcome unknown is raised through.
        failure.message = self.settings.redact(failure.message)
        failure.args = (failure.message,)
        # Whether the service has the request is about every attempt that it did not turn away.
        if _SURELY.index(failure.sent) < _SURELY.index(self._sent_before):
            failure.sent = self._sent_before
        error = failure if self.repeatable or failure.sent == "no" else _outcome_unknown(failure)
        return error.during(self.method, self.template, failure.request_id)

    def _may_resend(self, failure: ClientError) -> bool:
        if isinstance(failure, CertificateError) or not isinstance(failure, TransportError):
            return False
        if isinstance(failure, ProxyError) and failure.status < 500:
            return False
        return self.repeatable or failure.sent == "no"

    def _delay(self, requested: float | None) -> float | None:
        """How long to wait before the next attempt; None where there should be none."""
        if not self._retries_left or self._is_spent:
            return None
        delay = pause(self._retries) if requested is None else requested
        if delay > LONGEST_WAIT or (self._until is not None and monotonic() + delay >= self._until):
            return None
        return delay

    @property
    def _is_spent(self) -> bool:
        """Whether the body is a stream of which a part is gone, so that it cannot be sent again."""
        return not isinstance(self._content, bytes) and self._content.is_spent

    def __repr__(self) -> str:
        return f"Call({self.method} {self.template})"


def _outcome_unknown(failure: ClientError) -> OutcomeUnknownError:
    """The same failure, of a request that may have taken effect."""
    if isinstance(failure, ResponseDecodeError):
        too_large = isinstance(failure, ResponseTooLargeError)
        unread = (TooLargeOutcomeUnknown if too_large else DecodeOutcomeUnknown)(failure.message)
        unread.status, unread.body, unread.pointer = failure.status, failure.body, failure.pointer
        unread.sent = "yes"
        return unread
    kind = TimeoutOutcomeUnknown if isinstance(failure, APITimeoutError) else ConnectionOutcomeUnknown
    return kind(failure.message, sent=failure.sent)


def foreign(error: OSError) -> TransportError:
    """What a transport of the user's own raised, as an error of ours; it may have sent the request."""
    kind = APITimeoutError if isinstance(error, TimeoutError) else APIConnectionError
    return kind(f"{type(error).__name__}: {error}.", sent="maybe")


def without_frames(error: ClientError) -> ClientError:
    """An error as a value: where it was raised, credentials were at hand."""
    error.__cause__ = error.__context__ = None
    return error.with_traceback(None)
