"""Tests of opening, decoding and writing files."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from social_value.errors import CannotRunError, InputError
from social_value.files import disk
from social_value.files.disk import as_text, read_bytes, refused_characters, write_atomically


def codes(raised: pytest.ExceptionInfo[InputError]) -> list[str]:
    """Return the codes of the findings that were raised."""
    return [finding.code for finding in raised.value.findings]


def names(folder: Path) -> list[str]:
    """Return the names in a folder."""
    return sorted(path.name for path in folder.iterdir())


class TestReadBytes:
    """Reading: ordinary files only, and none that is too large."""

    def test_returns_the_content(self, tmp_path: Path) -> None:
        """An ordinary file is read whole."""
        (tmp_path / "a.yaml").write_bytes(b"kind: bid\r\n")
        assert read_bytes(tmp_path / "a.yaml", "a.yaml") == b"kind: bid\r\n"

    def test_follows_a_link_to_a_file(self, tmp_path: Path) -> None:
        """A link to an ordinary file is read as that file."""
        (tmp_path / "a.yaml").write_bytes(b"x")
        (tmp_path / "link").symlink_to("a.yaml")
        assert read_bytes(tmp_path / "link", "link") == b"x"

    def test_refuses_a_large_file_unread(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file of 100 MB is refused by its size alone, with the limit named."""
        large = tmp_path / "large.yaml"
        with large.open("wb") as stream:
            stream.truncate(100_000_000)
        monkeypatch.setattr("builtins.open", None)
        with pytest.raises(InputError, match="larger than 32 MiB") as raised:
            read_bytes(large, "large.yaml")
        assert codes(raised) == ["file-too-large"]

    def test_accepts_a_file_of_exactly_the_limit(self, tmp_path: Path) -> None:
        """The limit itself is allowed, one byte more is not."""
        (tmp_path / "a").write_bytes(b"12345")
        assert read_bytes(tmp_path / "a", "a", limit=5) == b"12345"
        with pytest.raises(InputError, match="larger than 4 bytes"):
            read_bytes(tmp_path / "a", "a", limit=4)

    @pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="needs a file that states no size")
    def test_refuses_a_file_that_is_larger_than_it_says(self) -> None:
        """The limit holds for what is read, not only for the size that the disk states."""
        with pytest.raises(InputError, match="larger than 10 bytes"):
            read_bytes(Path("/proc/cpuinfo"), "cpuinfo", limit=10)

    def test_names_a_missing_file_as_the_user_would(self, tmp_path: Path) -> None:
        """A missing file is named as shown, not by its full path."""
        with pytest.raises(CannotRunError, match=r'^"bids/a.yaml" does not exist\. Check') as raised:
            read_bytes(tmp_path / "a.yaml", "bids/a.yaml")
        assert str(tmp_path) not in str(raised.value)

    def test_refuses_a_folder(self, tmp_path: Path) -> None:
        """A folder is not read as a file."""
        with pytest.raises(CannotRunError, match="is a folder"):
            read_bytes(tmp_path, "bids")

    def test_refuses_a_path_through_a_file(self, tmp_path: Path) -> None:
        """A path that runs through a file is explained."""
        (tmp_path / "a").write_bytes(b"")
        with pytest.raises(CannotRunError, match="not a folder"):
            read_bytes(tmp_path / "a" / "b", "a/b")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_does_not_wait_for_a_pipe(self, tmp_path: Path) -> None:
        """A named pipe that nobody writes to is refused at once."""
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(CannotRunError, match="not an ordinary file"):
            read_bytes(tmp_path / "pipe", "pipe")

    @pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
    def test_does_not_read_a_device(self) -> None:
        """A device without end is refused at once."""
        with pytest.raises(CannotRunError, match="not an ordinary file"):
            read_bytes(Path("/dev/zero"), "/dev/zero")

    def test_explains_a_refused_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that may not be opened is explained without a traceback."""

        def refuse(*_: object) -> int:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)
        with pytest.raises(CannotRunError, match="permission is denied"):
            read_bytes(tmp_path / "a", "a")

    def test_explains_any_other_failure(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A failing disk is reported in the words of the operating system."""

        def fail(*_: object) -> int:
            raise OSError(errno.EIO, "Input/output error")

        monkeypatch.setattr(os, "open", fail)
        with pytest.raises(CannotRunError, match="Input/output error"):
            read_bytes(tmp_path / "a", "a")

    @pytest.mark.parametrize(("name", "words"), [("a\0b", "NUL"), ("n" * 300, "too long")])
    def test_explains_an_impossible_name(self, tmp_path: Path, name: str, words: str) -> None:
        """A name that no file can have is explained."""
        with pytest.raises(CannotRunError, match=words):
            read_bytes(tmp_path / name, "it")


class TestAsText:
    """Decoding: UTF-8 and nothing else."""

    def test_drops_the_byte_order_mark_and_carriage_returns(self) -> None:
        """A byte order mark and Windows line endings do not change the text."""
        assert as_text("\ufeffa: Tŷ\r\nb\r\rc\n".encode(), "x") == "a: Tŷ\nb\n\nc\n"

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            ("a: 1".encode("utf-16"), "saved as UTF-16"),
            ("a: 1".encode("utf-32"), "saved as UTF-32"),
            ("kind: bid".encode("utf-16-le"), "saved as UTF-16"),
            ("kind: bid".encode("utf-16-be"), "saved as UTF-16"),
            (b"caf\xe9", r'0xE9 would be "é" in Windows-1252'),
            (b"a\x81", "0x81 stands where no character can begin"),
            (b"\xed\xa0\x80", "0xED"),
        ],
    )
    def test_names_another_encoding(self, content: bytes, words: str) -> None:
        """A file that is not UTF-8 is refused with the encoding it is likely to be in."""
        with pytest.raises(InputError, match=words) as raised:
            as_text(content, "x")
        assert codes(raised) == ["not-utf-8"]
        assert "UTF-8" in raised.value.findings[0].way_out

    def test_points_at_the_byte(self) -> None:
        """The first byte that is not UTF-8 is named by line and column, counted in characters."""
        with pytest.raises(InputError) as raised:
            as_text(b"a: 1\r\nT\xc5\xb7 caf\xe9", "x")
        assert str(raised.value.findings[0].place) == "x:2:7"


class TestRefusedCharacters:
    """Invisible characters: refused where they change how a text is read."""

    @pytest.mark.parametrize(
        "text",
        [
            "Tŷ Gwyn",
            "O'Neill & Sons",
            "A+ Services",
            "東京",
            "مُنَاقَشَةُ",
            "می‌خواهم",
            "👩‍🚒",
            "tab\there",
            "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f Cymru",
        ],
    )
    def test_lets_real_names_pass(self, text: str) -> None:
        """Names in any script, joined emoji and the flag of Wales are text like any other."""
        assert refused_characters(text, "x") == []

    @pytest.mark.parametrize(
        "character",
        [
            *("\0", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\x9b", "\u00ad", "\u061c", "\u200b", "\u200e"),
            *("\u2028", "\u202e", "\u2060", "\u2066", "\ufeff", "\uffff", "\ud800", "\U000e0041"),
        ],
    )
    def test_refuses_what_is_not_seen(self, character: str) -> None:
        """An invisible character that changes how a text is read is refused where it stands."""
        [finding] = refused_characters(f"a\nTŷ{character}", "x")
        assert (finding.code, str(finding.place)) == ("control-character", "x:2:3")
        assert f"U+{ord(character):04X}" in finding.message

    def test_refuses_a_tag_beyond_a_flag(self) -> None:
        """Tags that spell more than a flag are refused, since they could hide any text."""
        assert refused_characters("🏴" + "\U000e0061" * 7, "x")

    def test_stops_at_a_hundred(self) -> None:
        """A file full of control characters does not make a report of a million lines."""
        assert len(refused_characters("\x00" * 1_000_000, "x")) == disk.MOST_FINDINGS


class TestWriteAtomically:
    """Writing: whole or not at all."""

    def test_writes_bytes(self, tmp_path: Path) -> None:
        """Bytes are written and nothing else is left in the folder."""
        write_atomically(tmp_path / "out.csv", b"a,b\n", force=False)
        assert (tmp_path / "out.csv").read_bytes() == b"a,b\n"
        assert names(tmp_path) == ["out.csv"]

    def test_lets_a_function_write(self, tmp_path: Path) -> None:
        """A function writes the file it is given, which then takes the wanted name."""

        def write(path: Path) -> None:
            path.write_text("made")

        write_atomically(tmp_path / "out", write, force=False)
        assert (tmp_path / "out").read_text() == "made"
        assert names(tmp_path) == ["out"]

    @pytest.mark.skipif(os.name == "nt", reason="needs a umask")
    @pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600)])
    def test_honours_the_umask(self, tmp_path: Path, umask: int, mode: int) -> None:
        """A new file has the permissions that the user's umask gives to any new file."""
        before = os.umask(umask)
        try:
            write_atomically(tmp_path / "out", b"", force=False)
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == mode

    def test_keeps_an_existing_file(self, tmp_path: Path) -> None:
        """An existing file is kept, and the message names --force."""
        (tmp_path / "out").write_bytes(b"old")
        with pytest.raises(CannotRunError, match=r"exists already.*--force"):
            write_atomically(tmp_path / "out", b"new", force=False)
        assert (tmp_path / "out").read_bytes() == b"old"

    def test_replaces_with_force(self, tmp_path: Path) -> None:
        """With force, an existing file is replaced."""
        (tmp_path / "out").write_bytes(b"old")
        write_atomically(tmp_path / "out", b"new", force=True)
        assert (tmp_path / "out").read_bytes() == b"new"

    def test_replaces_a_link_and_not_what_it_leads_to(self, tmp_path: Path) -> None:
        """A link in the place of the output is replaced; the file it leads to stays as it was."""
        (tmp_path / "other").write_bytes(b"other")
        (tmp_path / "out").symlink_to("other")
        write_atomically(tmp_path / "out", b"new", force=True)
        assert (tmp_path / "other").read_bytes() == b"other"
        assert not (tmp_path / "out").is_symlink()

    def test_counts_a_broken_link_as_existing(self, tmp_path: Path) -> None:
        """A link that leads nowhere is not replaced without force."""
        (tmp_path / "out").symlink_to("nowhere")
        with pytest.raises(CannotRunError, match="exists already"):
            write_atomically(tmp_path / "out", b"new", force=False)

    def test_refuses_a_folder(self, tmp_path: Path) -> None:
        """A folder is never replaced, with force neither."""
        with pytest.raises(CannotRunError, match="is a folder"):
            write_atomically(tmp_path, b"new", force=True)

    def test_refuses_a_missing_folder(self, tmp_path: Path) -> None:
        """A folder that does not exist is named and not made."""
        with pytest.raises(CannotRunError, match=r"folder .*gone.* does not exist"):
            write_atomically(tmp_path / "gone" / "out", b"new", force=False)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
    def test_refuses_to_replace_a_pipe_or_device(self, tmp_path: Path) -> None:
        """What is not an ordinary file, such as /dev/null, is never replaced."""
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(CannotRunError, match="not an ordinary file"):
            write_atomically(tmp_path / "pipe", b"new", force=True)

    @pytest.mark.parametrize(
        ("number", "words"),
        [(errno.ENOSPC, "disk is full"), (errno.EIO, "Input/output"), (errno.EROFS, "only be read")],
    )
    def test_a_failing_disk_leaves_the_earlier_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
    ) -> None:
        """Where the disk fails, the earlier file is intact and nothing is left over."""

        def fail(_: int) -> None:
            raise OSError(number, os.strerror(number))

        (tmp_path / "out").write_bytes(b"old")
        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(CannotRunError, match=words):
            write_atomically(tmp_path / "out", b"new", force=True)
        assert (tmp_path / "out").read_bytes() == b"old"
        assert names(tmp_path) == ["out"]

    def test_a_full_disk_under_a_function_is_explained(self, tmp_path: Path) -> None:
        """A function that runs out of space leaves nothing behind."""

        def write(path: Path) -> None:
            path.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

        with pytest.raises(CannotRunError, match="disk is full"):
            write_atomically(tmp_path / "out", write, force=False)
        assert names(tmp_path) == []

    @pytest.mark.parametrize("raised", [ValueError("a fault of ours"), KeyboardInterrupt()])
    def test_passes_other_errors_on_and_cleans_up(self, tmp_path: Path, raised: BaseException) -> None:
        """Any other error passes through unchanged, and nothing is left over."""

        def write(_: Path) -> None:
            raise raised

        with pytest.raises(type(raised)):
            write_atomically(tmp_path / "out", write, force=False)
        assert names(tmp_path) == []

    def test_explains_a_file_that_is_open_elsewhere(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """A file that a spreadsheet program holds open is explained, and nothing is left over."""

        def refuse(*_: object) -> None:
            raise PermissionError(errno.EACCES, "in use")

        monkeypatch.setattr(os, "replace", refuse)
        monkeypatch.setattr(Path, "replace", refuse)
        with pytest.raises(CannotRunError, match="close it where it is open"):
            write_atomically(tmp_path / "out", b"new", force=False)
        assert names(tmp_path) == []

    def test_does_not_fail_where_a_folder_cannot_be_synchronised(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Once the file has its name, a folder that cannot be synchronised is no failure."""
        synchronise = os.fsync

        def only_files(handle: int) -> None:
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                raise OSError(errno.EINVAL, "Invalid argument")
            synchronise(handle)

        monkeypatch.setattr(os, "fsync", only_files)
        write_atomically(tmp_path / "out", b"new", force=False)
        assert (tmp_path / "out").read_bytes() == b"new"
