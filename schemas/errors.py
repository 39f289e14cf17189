"""Every exception of the project: each owns its exit code, survives pickling and says what to do next."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command line answers; `docs/errors.md` explains each."""

    OK = 0
    BUG = 1
    USAGE = 2
    UNREADABLE = 3
    ENCRYPTED = 4
    UNSUPPORTED = 5
    PAGES_FAILED = 6
    MISSING_DEPENDENCY = 7
    OUTPUT = 8
    STORE = 9
    HELD = 10
    DELIVERY = 11
    INTERRUPTED = 130


_ADVICE: dict[str, str] = {}  # by the code of each kind of error


class CuadraError(Exception):
    """Something that stops an input or the run; `reason` is one sentence.

    Each kind has the code that documents name it by, an advice (the next step, a sentence) and an exit code,
    the last two its parent's where it names none.
    """

    exit_code = ExitCode.BUG
    code = "unexpected"
    advice = "Please report this with the command you ran."

    def __init_subclass__(
        cls, *, code: str, advice: str | None = None, exit_code: ExitCode | None = None
    ) -> None:
        super().__init_subclass__()
        cls.code = code
        cls.advice = advice or cls.advice
        cls.exit_code = exit_code or cls.exit_code
        _ADVICE[code] = cls.advice

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(subject, reason)
        self.subject = subject
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}. {self.advice}"


class SettingsError(
    CuadraError,
    code="settings",
    exit_code=ExitCode.USAGE,
    advice="`cuadra settings` lists what may be set.",
):
    """An option, setting or declaration that cannot be used."""


class ArgumentError(SettingsError, code="argument", advice="`--help` of the command lists what it takes."):
    """What a command was given, other than its settings, cannot be used."""


class InputNotFoundError(CuadraError, code="not_found", exit_code=ExitCode.USAGE, advice="Check the path."):
    """A path that does not exist, or a folder with nothing to read."""


class FormError(
    CuadraError,
    code="form",
    exit_code=ExitCode.USAGE,
    advice="`docs/forms-tutorial.md` explains what a declaration holds.",
):
    """A form declaration that does not hold together."""


class InputError(
    CuadraError,
    code="unreadable",
    exit_code=ExitCode.UNREADABLE,
    advice="Check that the file opens in a viewer.",
):
    """An input that cannot be read at all."""


class EmptyInputError(InputError, code="empty", advice="Copy or scan the document again."):
    """A file of no bytes, or a document without pages."""


class DamagedInputError(
    InputError,
    code="damaged",
    advice="Open it in a viewer and save it anew, copy it again from its origin, or scan it again.",
):
    """A file cut off, malformed, or of another type than its name says."""


class MisnamedInputError(
    InputError, code="misnamed", advice="Rename it to end in .txt if it is a text dump."
):
    """Plain text under the name of something else."""


class TooLargeInputError(
    InputError, code="too_large", advice="Scale the image down (300 dpi is enough) or cut it into pages."
):
    """An image beyond what a page can be."""


class TooManyPagesError(
    InputError,
    code="too_many_pages",
    advice="Allow more with `--set document_pages=…`, or cut it into parts.",
):
    """A document of more pages than an archive's document may have."""


class NoAccessError(
    InputError, code="no_access", advice="Ask for read permission or run as a user who has it."
):
    """A file or folder that this user may not read."""


class EncryptedInputError(
    InputError,
    code="encrypted",
    exit_code=ExitCode.ENCRYPTED,
    advice="Remove the password first, for example with `qpdf --decrypt --password=… in.pdf out.pdf`.",
):
    """A document behind a password."""


class UnsupportedInputError(
    InputError,
    code="unsupported",
    exit_code=ExitCode.UNSUPPORTED,
    advice="Convert it to PDF, TIFF, PNG, JPEG or plain text.",
):
    """A file of a type that is not read."""


class PageError(
    CuadraError,
    code="page_failed",
    exit_code=ExitCode.PAGES_FAILED,
    advice="Look at the page in a viewer; the other pages were read.",
):
    """A page that could not be read; the document goes on without it."""


class PageCrashedError(PageError, code="page_crashed"):
    """The process that read the page died."""


class PageTimeoutError(
    PageError,
    code="page_timeout",
    advice="Give pages more time with `--set page_seconds=…`, or scan the page at 300 dpi.",
):
    """The page took longer than it may."""


class PageMemoryError(
    PageError,
    code="page_memory",
    advice="Give pages more memory with `--set page_megabytes=…`, or scan the page at 300 dpi.",
):
    """The page took more memory than it may."""


class MissingDependencyError(
    CuadraError,
    code="missing_dependency",
    exit_code=ExitCode.MISSING_DEPENDENCY,
    advice="`cuadra doctor` lists what is missing and how to install it.",
):
    """A program, library or language that is not installed."""


class OutputError(
    CuadraError,
    code="output",
    exit_code=ExitCode.OUTPUT,
    advice="Choose another folder, or free space and check its permissions.",
):
    """An output that could not be written; what was there before is untouched."""


class PageKilledError(PageCrashedError, code="page_crashed"):
    """The process that read the page was killed by another, which says nothing of the page."""


class StoreError(
    CuadraError,
    code="store",
    exit_code=ExitCode.STORE,
    advice="Check its URL, that it runs and has space; the next run goes on where this one stopped.",
):
    """The store cannot be reached or used."""


class ArchiveHeldError(
    CuadraError,
    code="held",
    exit_code=ExitCode.HELD,
    advice="Nothing was done; `cuadra status` tells how far the other run is.",
):
    """Another run reads this archive."""


class LedgerError(CuadraError, code="ledger"):
    """The ledger does not account for every page, which is a bug of ours."""


def advice_of(code: str) -> str:
    """The next step where a page or an input failed with this code; nothing for one that is not known."""
    return _ADVICE.get(code, "")
