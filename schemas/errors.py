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
    INTERRUPTED = 130


class CuadraError(Exception):
    """Something that stops an input or the run; `reason` is one sentence, `advice` the next step."""

    exit_code = ExitCode.BUG
    code = "unexpected"
    advice = "Please report this with the command you ran."

    def __init__(self, subject: str, reason: str) -> None:
        super().__init__(subject, reason)
        self.subject = subject
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.subject}: {self.reason}. {self.advice}"


class SettingsError(CuadraError):
    """An option, setting or declaration that cannot be used."""

    exit_code = ExitCode.USAGE
    code = "settings"
    advice = "`cuadra extract --help` lists what may be set."


class InputNotFoundError(CuadraError):
    """A path that does not exist, or a folder with nothing to read."""

    exit_code = ExitCode.USAGE
    code = "not_found"
    advice = "Check the path."


class FormError(CuadraError):
    """A form declaration that does not hold together."""

    exit_code = ExitCode.USAGE
    code = "form"
    advice = "`docs/forms-tutorial.md` explains what a declaration holds."


class InputError(CuadraError):
    """An input that cannot be read at all."""

    exit_code = ExitCode.UNREADABLE
    code = "unreadable"
    advice = "Check that the file opens in a viewer."


class EmptyInputError(InputError):
    """A file of no bytes, or a document without pages."""

    code = "empty"
    advice = "Copy or scan the document again."


class DamagedInputError(InputError):
    """A file cut off, malformed, or of another type than its name says."""

    code = "damaged"
    advice = "Open it in a viewer and save it anew, copy it again from its origin, or scan it again."


class TooLargeInputError(InputError):
    """An image beyond what a page can be."""

    code = "too_large"
    advice = "Scale the image down (300 dpi is enough) or cut it into pages."


class NoAccessError(InputError):
    """A file or folder that this user may not read."""

    code = "no_access"
    advice = "Ask for read permission or run as a user who has it."


class EncryptedInputError(InputError):
    """A document behind a password."""

    exit_code = ExitCode.ENCRYPTED
    code = "encrypted"
    advice = "Remove the password first, for example with `qpdf --decrypt --password=… in.pdf out.pdf`."


class UnsupportedInputError(InputError):
    """A file of a type that is not read."""

    exit_code = ExitCode.UNSUPPORTED
    code = "unsupported"
    advice = "Convert it to PDF, TIFF, PNG, JPEG or plain text."


class PageError(CuadraError):
    """A page that could not be read; the document goes on without it."""

    exit_code = ExitCode.PAGES_FAILED
    code = "page_failed"
    advice = "Look at the page in a viewer; the other pages were read."


class PageCrashedError(PageError):
    """The process that read the page died."""

    code = "page_crashed"


class PageTimeoutError(PageError):
    """The page took longer than it may."""

    code = "page_timeout"
    advice = "Give pages more time with `--set page_seconds=…`, or scan the page at 300 dpi."


class PageMemoryError(PageError):
    """The page took more memory than it may."""

    code = "page_memory"
    advice = "Give pages more memory with `--set page_megabytes=…`, or scan the page at 300 dpi."


class MissingDependencyError(CuadraError):
    """A program, library or language that is not installed."""

    exit_code = ExitCode.MISSING_DEPENDENCY
    code = "missing_dependency"
    advice = "`cuadra doctor` lists what is missing and how to install it."


class OutputError(CuadraError):
    """An output that could not be written; what was there before is untouched."""

    exit_code = ExitCode.OUTPUT
    code = "output"
    advice = "Choose another folder with `-o`, or free space and check its permissions."
