"""Generated files on disk: whole or not at all, and never anybody else's."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dialwright.files import OutputError, compare, subfolder, write
from dialwright.files.paths import MANIFEST

FILES = {
    "README.md": "# Parrots\n",
    "src/parrots/__init__.py": "",
    "src/parrots/client.py": "class Client: ...\n",
}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and every empty folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b"a folder"
        for path in sorted(folder.rglob("*"))
        if path.is_file() or not any(path.iterdir())
    }


def generated(folder: Path) -> dict[str, str]:
    return {path: content.decode() for path, content in tree(folder).items() if path != MANIFEST}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "generated" / "parrots"


class TestWrite:
    def test_makes_the_folder_and_what_belongs_into_it(self, root: Path) -> None:
        written = write(root, FILES)
        assert generated(root) == FILES
        assert written.changed == tuple(sorted(FILES))
        assert (written.removed, written.edited) == ((), ())

    def test_takes_bytes_too(self, root: Path) -> None:
        write(root, {"logo.bin": b"\x00\xff"})
        assert (root / "logo.bin").read_bytes() == b"\x00\xff"

    def test_leaves_nothing_else_beside_the_folder(self, root: Path) -> None:
        write(root, FILES)
        assert list(root.parent.iterdir()) == [root]

    def test_writes_utf_8_with_line_feeds(self, root: Path) -> None:
        write(root, {"a.txt": "über\n"})
        assert (root / "a.txt").read_bytes() == b"\xc3\xbcber\n"

    def test_does_not_touch_what_is_already_so(self, root: Path) -> None:
        write(root, FILES)
        before = {path: path.stat() for path in root.rglob("*")}
        written = write(root, FILES)
        assert written.changed == ()
        assert {path: path.stat() for path in root.rglob("*")} == before

    def test_touches_only_what_differs(self, root: Path) -> None:
        write(root, FILES)
        before = (root / "README.md").stat().st_mtime_ns
        written = write(root, FILES | {"src/parrots/client.py": "class Parrot: ...\n"})
        assert written.changed == ("src/parrots/client.py",)
        assert (root / "README.md").stat().st_mtime_ns == before

    def test_removes_what_is_no_longer_generated_and_folders_left_empty(self, root: Path) -> None:
        write(root, FILES | {"src/parrots/models/old/bird.py": "old\n"})
        written = write(root, FILES)
        assert written.removed == ("src/parrots/models/old/bird.py",)
        assert not (root / "src/parrots/models").exists()
        assert generated(root) == FILES

    def test_leaves_alone_what_it_does_not_own(self, root: Path) -> None:
        write(root, FILES | {"docs/old.md": "old\n"})
        (root / "docs" / "mine.md").write_text("mine\n")
        (root / "notes.txt").write_text("mine too\n")
        write(root, FILES)
        assert generated(root) == FILES | {"docs/mine.md": "mine\n", "notes.txt": "mine too\n"}

    def test_overwrites_a_generated_file_edited_by_hand_and_says_so(self, root: Path) -> None:
        write(root, FILES)
        (root / "README.md").write_text("edited\n")
        written = write(root, FILES)
        assert written.edited == ("README.md",)
        assert generated(root) == FILES

    def test_says_so_too_when_it_removes_an_edited_file(self, root: Path) -> None:
        write(root, FILES | {"old.py": "old\n"})
        (root / "old.py").write_text("edited\n")
        assert write(root, FILES).edited == ("old.py",)

    def test_refuses_to_overwrite_a_foreign_file(self, root: Path) -> None:
        root.mkdir(parents=True)
        (root / "README.md").write_text("mine\n")
        with pytest.raises(OutputError, match=r"not generated here and would be overwritten:\n  README\.md"):
            write(root, FILES)
        assert generated(root) == {"README.md": "mine\n"}

    def test_takes_over_a_foreign_file_that_is_the_same(self, root: Path) -> None:
        root.mkdir(parents=True)
        (root / "README.md").write_text(FILES["README.md"])
        assert "README.md" not in write(root, FILES).changed
        write(root, {"other.py": ""})
        assert generated(root) == {"other.py": ""}

    def test_does_not_miss_files_that_are_already_gone(self, root: Path) -> None:
        write(root, FILES | {"old.py": "old\n"})
        (root / "old.py").unlink()
        (root / "README.md").unlink()
        written = write(root, FILES)
        assert (written.changed, written.removed) == (("README.md",), ())

    def test_works_in_the_current_folder(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        root.mkdir(parents=True)
        monkeypatch.chdir(root)
        write(Path(), FILES)
        assert generated(root) == FILES

    def test_works_in_a_folder_that_is_itself_a_link(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        root.parent.mkdir()
        root.symlink_to(tmp_path / "elsewhere")
        write(root, FILES)
        assert generated(tmp_path / "elsewhere") == FILES


class ForgetfulStack(ExitStack):
    """Takes nothing back, as if the process had been killed."""

    def __exit__(self, *details: object) -> Literal[False]:
        return False


class TestAllOrNothing:
    """A failure at any step leaves the folder as it was."""

    BEFORE = FILES | {"old/one.py": "1\n", "old/two.py": "2\n"}
    AFTER = FILES | {"README.md": "changed\n", "new/deep/three.py": "3\n", "old.py": "4\n"}

    @pytest.mark.parametrize("step", range(7))
    def test_takes_back_what_it_did(self, root: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
        write(root, self.BEFORE)
        (root / "mine.txt").write_text("mine\n")
        before = tree(root)
        self.fail_at(step, monkeypatch)
        with pytest.raises(OSError, match="disk full"):
            write(root, self.AFTER)
        monkeypatch.undo()
        assert tree(root) == before
        assert list(root.parent.iterdir()) == [root]

    def test_ends_where_the_steps_do(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(root, self.BEFORE)
        self.fail_at(7, monkeypatch)
        write(root, self.AFTER)
        assert generated(root) == self.AFTER

    def test_makes_no_folder_either(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fail_at(2, monkeypatch)
        with pytest.raises(OSError, match="disk full"):
            write(root, FILES)
        assert not root.exists()

    def test_knows_its_files_again_after_being_killed(
        self, root: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(root, self.BEFORE)
        self.fail_at(5, monkeypatch)
        monkeypatch.setattr("dialwright.files.writing.ExitStack", ForgetfulStack)
        with pytest.raises(OSError, match="disk full"):
            write(root, self.AFTER)
        monkeypatch.undo()
        assert generated(root) not in (self.BEFORE, self.AFTER)
        final = self.AFTER | {"new/deep/three.py": "changed again\n"}
        write(root, final)
        assert generated(root) == final

    @staticmethod
    def fail_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let the move or removal of that number fail, once."""
        replace, unlink, steps = os.replace, Path.unlink, iter(range(1000))

        def check() -> None:
            if next(steps) == step:
                raise OSError("disk full")

        def failing_replace(source: Path, target: Path) -> None:
            check()
            replace(source, target)

        def failing_unlink(path: Path, missing_ok: bool = False) -> None:
            check()
            unlink(path, missing_ok)

        monkeypatch.setattr(os, "replace", failing_replace)
        monkeypatch.setattr(Path, "unlink", failing_unlink)


class TestPaths:
    @pytest.mark.parametrize(
        ("path", "fault"),
        [
            ("/etc/passwd", "is absolute"),
            ("../outside.py", "does not simply go down"),
            ("src/../../outside.py", "does not simply go down"),
            ("src/./a.py", "does not simply go down"),
            ("src//a.py", "does not simply go down"),
            ("src/", "does not simply go down"),
            ("", "does not simply go down"),
            ("C:\\Windows\\a.py", "some file systems do not take"),
            ("src\\a.py", "some file systems do not take"),
            ("a\nb.py", "some file systems do not take"),
            ("a\0.py", "some file systems do not take"),
            ("a\ud800.py", "some file systems do not take"),
            ("what?.py", "some file systems do not take"),
            ("dot./a.py", "ends with a dot or a space"),
            ("space /a.py", "ends with a dot or a space"),
            ("con.py", "keeps for a device"),
            ("models/AUX", "keeps for a device"),
            ("lpt1.tar.gz", "keeps for a device"),
            (".git/hooks/post-checkout", "repository's own folder"),
            ("vendor/.GIT/config", "repository's own folder"),
            (MANIFEST, "the list of generated files"),
        ],
    )
    def test_refuses_a_path_that_could_do_harm(self, root: Path, path: str, fault: str) -> None:
        for action in (write, compare):
            with pytest.raises(OutputError, match=fault):
                action(root, {path: "", "fine.py": ""})
        assert not root.parent.exists()

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Calls.py", "calls.py"),
            ("models/a.py", "Models/b.py"),
            ("straße.py", "STRASSE.py"),
            ("caf\u00e9.py", "cafe\u0301.py"),
            ("calls", "calls/a.py"),
            ("Calls", "calls/a.py"),
        ],
    )
    def test_refuses_paths_that_some_file_system_cannot_hold_apart(
        self, root: Path, one: str, other: str
    ) -> None:
        with pytest.raises(OutputError, match="where case does not count, or is both a file and a folder"):
            write(root, {one: "", other: ""})

    def test_names_every_fault_at_once(self, root: Path) -> None:
        with pytest.raises(OutputError, match=r"'\.\./b' does not .*\n  '/a' is absolute"):
            write(root, {"/a": "", "../b": ""})

    def test_refuses_to_write_through_a_link(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        root.mkdir(parents=True)
        (root / "src").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(OutputError, match="src is a symbolic link"):
            write(root, FILES)
        assert tree(tmp_path / "elsewhere") == {"": b"a folder"} or not tree(tmp_path / "elsewhere")

    def test_refuses_to_overwrite_a_link(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "precious").write_text("precious\n")
        root.mkdir(parents=True)
        (root / "README.md").symlink_to(tmp_path / "precious")
        with pytest.raises(OutputError, match="not a regular file"):
            write(root, FILES)
        assert (tmp_path / "precious").read_text() == "precious\n"

    @pytest.mark.parametrize(("path", "fault"), [("README.md/a", "not a regular file"), ("src", "is a file")])
    def test_refuses_a_file_for_a_folder_and_a_folder_for_a_file(
        self, root: Path, path: str, fault: str
    ) -> None:
        (root / path).parent.mkdir(parents=True)
        (root / path).write_text("mine\n")
        with pytest.raises(OutputError, match=fault):
            write(root, FILES)

    def test_checks_the_name_of_a_subfolder_too(self) -> None:
        assert subfolder(Path("out"), "parrots") == Path("out/parrots")
        with pytest.raises(OutputError, match="does not simply go down"):
            subfolder(Path("out"), "..")


class TestManifest:
    def test_is_what_sha256sum_checks(self, root: Path) -> None:
        write(root, FILES)
        digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of nothing
        assert f"{digest}  src/parrots/__init__.py\n" in (root / MANIFEST).read_text()

    def test_depends_on_nothing_but_the_files(self, root: Path, tmp_path: Path) -> None:
        write(root, {"a": "1", "b": "2"})
        write(tmp_path / "other", dict(reversed({"a": "1", "b": "2"}.items())))
        assert (root / MANIFEST).read_bytes() == (tmp_path / "other" / MANIFEST).read_bytes()

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            (f"{'0' * 64}  ../../precious\n", "does not simply go down"),
            (f"{'0' * 64}  /precious\n", "is absolute"),
            ("<<<<<<< HEAD\n", ":1: not a hash and a path"),
            ("\udcff", "not a list of generated files"),
        ],
    )
    def test_removes_nothing_on_the_word_of_a_broken_one(self, root: Path, text: str, fault: str) -> None:
        precious = root.parent.parent / "precious"
        precious.write_text("precious\n")
        root.mkdir(parents=True)
        (root / MANIFEST).write_text(text, errors="surrogateescape")
        for action in (write, compare):
            with pytest.raises(OutputError, match=fault):
                action(root, FILES)
        assert precious.exists()

    def test_removes_nothing_through_a_link(self, root: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "precious").write_text("precious\n")
        root.mkdir(parents=True)
        (root / "lib").symlink_to(tmp_path / "elsewhere")
        (root / MANIFEST).write_text(f"{'0' * 64}  lib/precious\n")
        with pytest.raises(OutputError, match="symbolic link"):
            write(root, FILES)
        assert (tmp_path / "elsewhere" / "precious").exists()

    def test_is_not_read_through_a_link(self, root: Path, tmp_path: Path) -> None:
        root.mkdir(parents=True)
        (root / MANIFEST).symlink_to(tmp_path / "another")
        with pytest.raises(OutputError, match="symbolic link"):
            write(root, FILES)


class TestCompare:
    def test_finds_nothing_after_a_write(self, root: Path) -> None:
        write(root, FILES)
        difference = compare(root, FILES)
        assert not difference
        assert difference.diff == ""

    def test_shows_a_changed_line_from_disk_to_generated(self, root: Path) -> None:
        write(root, FILES)
        difference = compare(root, FILES | {"README.md": "# Macaws\n"})
        assert difference
        assert difference.changed == ("README.md",)
        assert difference.diff == (
            f"--- {root}/README.md\ton disk\n+++ {root}/README.md\tas generated\n"
            "@@ -1 +1 @@\n-# Parrots\n+# Macaws\n"
        )

    def test_shows_a_missing_and_a_left_over_file_whole(self, root: Path) -> None:
        write(root, {"old.py": "old\n"})
        difference = compare(root, {"new.py": "new\n"})
        assert (difference.changed, difference.missing, difference.extra) == ((), ("new.py",), ("old.py",))
        assert f"--- /dev/null\n+++ {root}/new.py\tas generated\n@@ -0,0 +1 @@\n+new\n" in difference.diff
        assert f"--- {root}/old.py\ton disk\n+++ /dev/null\n@@ -1 +0,0 @@\n-old\n" in difference.diff

    def test_shows_an_empty_file_that_is_missing(self, root: Path) -> None:
        difference = compare(root, {"py.typed": ""})
        assert difference.missing == ("py.typed",)
        assert difference.diff == f"--- /dev/null\n+++ {root}/py.typed\tas generated\n"

    def test_finds_everything_missing_where_nothing_was_generated_yet(self, root: Path) -> None:
        assert compare(root, FILES).missing == tuple(sorted(FILES))
        assert not root.exists()

    def test_does_not_look_at_foreign_files(self, root: Path) -> None:
        write(root, FILES)
        (root / "mine.txt").write_text("mine\n")
        assert not compare(root, FILES)

    def test_finds_a_stale_manifest(self, root: Path) -> None:
        write(root, FILES)
        (root / MANIFEST).unlink()
        assert compare(root, FILES).missing == (MANIFEST,)

    def test_says_where_a_last_line_does_not_end(self, root: Path) -> None:
        write(root, {"a": "one\ntwo"})
        diff = compare(root, {"a": "one\ntwo\n"}).diff
        assert diff.endswith("-two\n\\ No newline at end of file\n+two\n")

    def test_breaks_lines_at_line_feeds_only(self, root: Path) -> None:
        write(root, {"a": "one\x0c\u2028still one\r\n"})
        assert "-one\x0c\u2028still one\r\n" in compare(root, {"a": "two\n"}).diff

    def test_shows_bytes_that_are_not_text(self, root: Path) -> None:
        write(root, {"a": b"\xff\n"})
        assert "-\\xff\n+text\n" in compare(root, {"a": "text\n"}).diff

    def test_can_be_applied_as_a_patch(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        after = {"README.md": "# Macaws\n\nLoud.", "src/new.py": "new\n"}
        write(Path("out"), FILES | {"old.py": "old\n"})
        (tmp_path / "patch").write_text(compare(Path("out"), after | {"src/parrots/__init__.py": ""}).diff)
        subprocess.run(["git", "apply", "-p0", "patch"], check=True)
        assert generated(tmp_path / "out") == after | {"src/parrots/__init__.py": ""}


NAMES = st.sampled_from(["a", "b", "c/d", "c/e", "f/g/h", "f/i"])
CONTENTS = st.sampled_from(["", "one\n", "two\n", "no line end"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    runs=st.lists(st.dictionaries(NAMES, CONTENTS), min_size=1, max_size=4),
    mine=st.sampled_from(["", "c/mine"]),
)
def test_after_any_history_the_folder_is_as_the_last_write_said(
    tmp_path_factory: pytest.TempPathFactory, runs: list[Mapping[str, str]], mine: str
) -> None:
    root = tmp_path_factory.mktemp("out")
    foreign = {mine: "mine\n"} if mine else {}
    for path, text in foreign.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for files in runs:
        write(root, files)
        assert generated(root) == {**foreign, **files}
        assert not compare(root, files)
