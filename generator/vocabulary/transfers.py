"""The terms of the vocabulary about files and about waiting: uploads, downloads, waiters.

See `vocabulary`, which has the other terms about operations and the table of all keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, RootModel, StrictBool, StrictInt, StringConstraints, model_validator

from .provider import Identifier, RequestExpression, ResponseExpression, Term

ItemPointer = Annotated[str, StringConstraints(pattern=r"^(/[^/]+)+$")]
"""A JSON pointer inside one item of a list."""

FileExpression = Annotated[
    str,
    StringConstraints(pattern=r"^\$file(\.(name|size|sha256|content_type))?$|^\$start(/[^/]+)+$|^[^$].*$"),
]
"""`$file` (the content), `$file.name`, `$file.size`, `$file.sha256`, `$file.content_type`, `$start/…` (a place in what
the start of the upload returned), or a text that is sent as it is."""

Anywhere = Literal["anywhere"]


class Acceptor(Term):
    """One rule of a waiter: when `path` has one of the values `any_of` (or the status is `status`), it is in `state`.

    A `*` in the path stands for every item of a list; `match` then says of how many the value must be right. Of an
    empty list nothing is right.
    """

    state: Literal["success", "failure", "retry"] = Field(description="What the match means.")
    path: ResponseExpression | None = Field(default=None, description="The value that is compared.")
    any_of: tuple[str | bool | int | None, ...] = Field(default=(), description="The values that match.")
    status: StrictInt | None = Field(default=None, description="The status code that matches.")
    match: Literal["any", "all"] = Field(
        default="any", description="Of a path with `*`: how many of the values must be among `anyOf`."
    )
    max_delay: float | None = Field(
        default=None,
        gt=0,
        description="Seconds, of a `retry` rule: the largest delay while it holds, for states that need a human.",
    )
    message: str | None = Field(
        default=None,
        description="What the user is told, of a `failure` rule where the answer has no words for it.",
    )

    @model_validator(mode="after")
    def _has_effect(self) -> Acceptor:
        if self.message is not None and self.state != "failure":
            raise ValueError("a message is told of a failure only")
        return self


class Explanation(Term):
    """Another operation that tells why what was waited for has failed. It is asked once and may fail itself."""

    operation: str = Field(description="operationId of the operation.")
    inputs: Mapping[Identifier, Identifier] = Field(
        default_factory=dict, description="Its arguments to those of the wait method."
    )
    constants: Mapping[Identifier, str | int | bool] = Field(
        default_factory=dict, description="Its other arguments."
    )


class Item(Term):
    """The one item of a list that is waited for: whose value at `key` equals an argument of the wait method.

    A search may find other things too, and the state of another thing must never be taken for that of this one. A list
    without the item raises NotFoundError. Of a paged operation all pages are looked through.
    """

    items: ResponseExpression = Field(description="The list.")
    key: ItemPointer = Field(description="Where an item has its id.")
    argument: Identifier = Field(description="Argument of the wait method that is compared with it.")


class After(Term):
    """Another waiter that must have ended in a success first, within the same time. Its failure is this one's."""

    operation: str = Field(description="operationId of the operation that has the waiter.")
    waiter: Identifier = Field(description="Name of the waiter.")
    inputs: Mapping[Identifier, Identifier] = Field(
        min_length=1, description="Its arguments to those of this wait method."
    )


class Cancellation(Term):
    """Another operation that ends what is waited for; called after the timeout of a wait where the caller wants that."""

    operation: str = Field(description="operationId of the operation.")
    inputs: Mapping[Identifier, Identifier] = Field(
        default_factory=dict,
        description="Its arguments to those of the wait method; those of the same name need not be named.",
    )


class StateList(Term):
    """A list that tells the states of many things: a wait for many asks it, and about a thing itself only when the list
    says that it has ended, or does not have it.
    """

    operation: str = Field(description="operationId of the operation that lists them.")
    items: ResponseExpression = Field(description="The list in its answer.")
    key: ItemPointer = Field(description="Where an item has its id.")
    state: ItemPointer = Field(description="Where an item has what the acceptors look at.")
    constants: Mapping[Identifier, str | int | bool] = Field(
        default_factory=dict, description="Arguments of the operation, such as the size of a page."
    )
    ids: Identifier | None = Field(
        default=None,
        description="Its argument that takes the wanted ids; without it the pages are read in order.",
    )
    most_ids: StrictInt = Field(default=100, ge=1, description="Ids in one request at most.")


class Waiter(Term):
    """One waiter of `x-sdk-waitable`: poll this operation until an acceptor decides.

    Delays grow from `min_delay` to `max_delay` seconds while nothing changes. Without a matching acceptor it waits on.
    A waiter with one argument also gets a method for many things at once, its name ending in `_many`. With `item`
    the paths lead through the list by a `*`, which stands for that item alone.
    """

    description: str = Field(description="First line of the wait method's docstring.")
    inputs: Mapping[Identifier, RequestExpression] = Field(
        default_factory=dict,
        description="Arguments of the wait method that differ from the operation's own names.",
    )
    constants: Mapping[Identifier, str | int | bool] = Field(
        default_factory=dict, description="Other arguments of the operation."
    )
    result: ResponseExpression | None = Field(
        default=None, description="What is returned; the whole answer if absent."
    )
    reason: ResponseExpression | None = Field(
        default=None, description="The provider's reason for a failure."
    )
    explanation: Explanation | None = Field(
        default=None, description="Where the reason is told, if not in the answer itself."
    )
    item: Item | None = Field(
        default=None, description="The answer is a list, and one of its items is waited for."
    )
    after: After | None = Field(default=None, description="What must have ended first.")
    cancel: Cancellation | None = Field(
        default=None, description="What ends it before its time; the method gets `cancel_on_timeout`."
    )
    many: StateList | None = Field(
        default=None, description="Where the method for many at once learns the states of all."
    )
    acceptors: tuple[Acceptor, ...] = Field(description="Tried in order; the first that matches decides.")
    min_delay: float = Field(gt=0, description="Seconds.")
    max_delay: float = Field(gt=0, description="Seconds.")
    timeout: float | None = Field(
        default=None, gt=0, description="Seconds until WaitTimeout unless the caller says."
    )


class Waitable(RootModel[Mapping[Identifier, Waiter]]):
    """`x-sdk-waitable` on an operation: waiters by method name, for example `wait`."""

    model_config = ConfigDict(frozen=True)


class Upload(Term):
    """`x-sdk-upload` on an operation (whole body) or on a multipart property (one field)."""

    max_bytes: StrictInt | None = Field(default=None, description="Bytes at most.")
    max_files: StrictInt | None = Field(default=None, description="Files at most in one field.")
    relative_paths: StrictBool = Field(
        default=False, description="Folders are taken: part file names carry the path of each file."
    )
    folder_name: Literal["kept", "left-out"] = Field(
        default="kept",
        description="Whether those paths begin with the folder's own name, unless the caller says otherwise: `kept` "
        "as browsers do, and where the provider drops a top folder; `left-out` where they are paths in something else.",
    )
    file_name_pattern: str | None = Field(
        default=None, description="Regular expression that a file name must match whole."
    )
    extensions: tuple[str, ...] = Field(default=(), description="Endings that a file name must have one of.")

    @model_validator(mode="after")
    def _has_effect(self) -> Upload:
        if self.folder_name != "kept" and not self.relative_paths:
            raise ValueError("folderName says something of folders, which only relativePaths takes")
        return self


class Manifest(Term):
    """Where size and digest of a file are told before it is downloaded: in an answer of another operation.

    The item whose value at `key` equals the download's argument is the file's; where the caller leaves that argument
    out, nothing is checked. Digests are MD5 or SHA-256 in hexadecimal; others are passed over.
    """

    operation: str = Field(description="operationId of the operation.")
    inputs: Mapping[Identifier, Identifier] = Field(
        default_factory=dict,
        description="Its arguments to those of the download; required ones of the same name need not be named.",
    )
    items: ResponseExpression | None = Field(
        default=None, description="The list of files; the answer is the one item if absent."
    )
    argument: Identifier | None = Field(
        default=None, description="Argument of the download that tells which item it is."
    )
    key: ItemPointer | None = Field(default=None, description="What it is compared with.")
    name: ItemPointer | None = Field(default=None, description="Relative path of the file.")
    size: ItemPointer | None = Field(default=None, description="Bytes.")
    checksum: ItemPointer | None = Field(default=None, description="Digest.")
    method: Identifier | None = Field(
        default=None, description="Name of a method that downloads every file of the list into a folder."
    )
    constants: Mapping[Identifier, str | int | bool] = Field(
        default_factory=dict, description="Arguments of the download that every file of the list takes."
    )


class Download(Term):
    """`x-sdk-download` on an operation whose answer is a file, or holds signed links to files.

    It gets a second method, which downloads to a path: verified, continued where it broke off, never half. Links are
    minted again when they expire on the way. `anywhere` takes the http(s) addresses that stand anywhere in the answer,
    for providers that do not document the place.
    """

    method: Identifier | None = Field(
        default=None, description="Name of the second method; that of the operation and `_to` if absent."
    )
    file_name: Literal["content-disposition", "path"] = Field(
        default="content-disposition",
        description="Where the name of the file comes from: the answer, or the argument `path`.",
    )
    ranges: Literal["unknown", "yes", "no"] = Field(
        default="unknown", description="Whether Range requests work."
    )
    manifest: Manifest | None = Field(default=None, description="Where size and digest are told.")
    link: ResponseExpression | Anywhere | None = Field(
        default=None, description="The answer holds a signed link to the file."
    )
    links: ResponseExpression | Anywhere | None = Field(
        default=None, description="The answer holds signed links to several files."
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Download:
        if self.link is not None and self.links is not None:
            raise ValueError("link and links exclude each other")
        return self


class DirectWay(Term):
    """The file goes in a request of an operation."""

    operation: str = Field(description="operationId of the operation.")
    argument: Identifier = Field(default="file", description="Its argument that takes the file.")
    max_bytes: StrictInt | None = Field(default=None, description="A larger file goes another way.")


class Step(Term):
    """One operation of a signed upload and what it is given."""

    operation: str = Field(description="operationId of the operation.")
    inputs: Mapping[Identifier, FileExpression] = Field(
        default_factory=dict,
        description="Its arguments: `$file`, `$file.name`, `$file.size`, `$file.sha256`, `$file.content_type`, "
        "`$start/…` from what the first step returned, or a text.",
    )


class SignedWay(Term):
    """The file goes to a place that an operation gives out: start, bytes, and perhaps a finish.

    The bytes go by an operation (`send`), or to a signed link in the start's answer, without any credential.
    """

    start: Step = Field(description="Gives out the place.")
    send: Step | None = Field(default=None, description="Takes the bytes, where that is described.")
    link: ResponseExpression | Anywhere | None = Field(
        default=None, description="The place in the start's answer, where there is no `send`."
    )
    method: Literal["PUT", "POST"] = Field(default="PUT", description="How the bytes go to the link.")
    content_type: str | None = Field(default=None, description="Content type of the bytes.")
    finish: Step | None = Field(default=None, description="Tells that the bytes have arrived.")
    max_bytes: StrictInt | None = Field(default=None, description="A larger file goes another way.")


class SftpWay(Term):
    """The file goes to an SFTP server, with a login of the user's own; then an operation is asked until it shows."""

    hosts: Mapping[Identifier, str] = Field(description="Environment to host name.")
    find: Step = Field(description="Lists the files that have arrived.")
    items: ResponseExpression = Field(description="The list in its answer.")
    key: ItemPointer = Field(
        description="Folder and name of a file in the list, perhaps below other folders."
    )
    file_name_pattern: str | None = Field(
        default=None, description="Regular expression that a file name must match whole."
    )
    min_delay: float = Field(default=30, gt=0, description="Seconds between two questions at first.")
    max_delay: float = Field(default=60, gt=0, description="Seconds between two questions at last.")
    timeout: float | None = Field(default=None, gt=0, description="Seconds until it must have shown.")


class Way(Term):
    """One way of a managed upload: exactly one of the three."""

    direct: DirectWay | None = Field(default=None, description="In a request of an operation.")
    signed: SignedWay | None = Field(default=None, description="To a place that is given out.")
    sftp: SftpWay | None = Field(default=None, description="To an SFTP server.")

    @model_validator(mode="after")
    def _one_way(self) -> Way:
        if sum(way is not None for way in (self.direct, self.signed, self.sftp)) != 1:
            raise ValueError("give exactly one of direct, signed and sftp")
        return self


class Then(Term):
    """What an upload becomes, and how it is waited for."""

    operation: str = Field(description="operationId of the operation that has the waiter.")
    waiter: Identifier = Field(description="Name of the waiter.")
    inputs: Mapping[Identifier, ItemPointer] = Field(
        description="Arguments of the wait method to places in what the upload returned."
    )


class ManagedUpload(Term):
    """`x-sdk-managed-upload` on an operation: one method of its resource that uploads a file by the best of several ways.

    The first way that takes the size of the file is chosen, unless the caller names another.
    """

    method: Identifier = Field(default="upload", description="Name of the method.")
    description: str = Field(description="First lines of its docstring.")
    archive: Literal["zip"] | None = Field(
        default=None, description="A folder or a list of files goes as one archive, made on the way."
    )
    upload: Upload | None = Field(default=None, description="What holds for the file, whichever way it goes.")
    ways: tuple[Way, ...] = Field(min_length=1, description="In the order in which they are considered.")
    then: Then | None = Field(default=None, description="What to wait for afterwards.")
