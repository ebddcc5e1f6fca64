"""Every rule there is."""

from __future__ import annotations

from . import (
    arguments,
    client,
    danger,
    documentation,
    extensions,
    helpers,
    loading,
    loose_ends,
    markup,
    naming,
    oddity,
    pagination,
    paths,
    repairs,
    samples,
    standard,
    webhooks,
)
from .rule import Rule

RULES: dict[str, Rule] = {
    rule.id: rule
    for family in (
        loading.RULES,
        standard.RULES,
        danger.RULES,
        oddity.RULES,
        samples.RULES,
        loose_ends.RULES,
        extensions.RULES,
        naming.RULES,
        paths.RULES,
        pagination.RULES,
        arguments.RULES,
        helpers.RULES,
        client.RULES,
        markup.RULES,
        webhooks.RULES,
        documentation.RULES,
        repairs.RULES,
    )
    for rule in family
}
"""By their ids, in the order in which they are run and explained."""
