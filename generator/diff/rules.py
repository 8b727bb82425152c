"""Everything that can be said of a change: one rule, one id, one test (`tests/generator/diff/mutations.py`).

A line ending in `:` names the section of the changelog and the audience of the rules below it; each of them is
`id | severity | title | advice`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .changes import Audience, Rule, Section, Severity

_TABLE = """
# Operations
Added, both:
operation-added | safe | is new | Nothing.
Changed, both:
operation-removed | breaking | is gone | Deprecate it for a release first, or say what replaces it.
operation-undeprecated | safe | is no longer deprecated | Nothing.
Deprecated, both:
operation-deprecated | safe | is deprecated by the provider | Say in its description what to use instead.
Fixed, wire:
operation-path-moved | risky | is called at another path | Make sure that the provider serves the new path already.
operation-http-method-changed | risky | is called by another HTTP method | Make sure that the provider takes it already; look at its retry class.
operation-server-changed | risky | is called at another server | Make sure that credentials may go to that server.
Changed, python:
operation-id-changed | safe | has another operationId | Adapt what logs or hooks compare it with.
method-renamed | breaking | has another name | Keep the old one by x-sdk-method.
method-moved | breaking | belongs to another resource | Keep the resource by x-sdk-resource.
resource-renamed | breaking | is another attribute of the client | Keep the name by x-sdk-resource.
# Arguments
Added, both:
argument-added | safe | is a new argument that may be left out | Nothing.
Changed, both:
required-argument-added | breaking | is a new argument that must be given | Give it a default if the provider has one.
argument-removed | breaking | is gone | If it has another name now, keep the old one by x-sdk-name.
argument-became-required | breaking | must be given | Say so in the changelog.
argument-became-optional | safe | may be left out | Nothing.
argument-became-nullable | safe | takes None as a value: null is sent | Nothing.
argument-no-longer-nullable | breaking | takes no null any more | Say in the changelog what to send instead.
argument-takes-many-files | safe | takes several files | Nothing.
argument-takes-one-file | breaking | takes one file only | Say in the changelog how to send several.
argument-file-changed | breaking | is a file now, or no longer one | Say in the changelog what to pass.
request-body-became-required | breaking | needs a body | Say so in the changelog.
request-body-became-optional | safe | can be called without a body | Nothing.
Deprecated, both:
argument-deprecated | safe | is deprecated by the provider | Say in its description what to use instead.
Changed, python:
argument-renamed | breaking | has another name | Keep the old one by x-sdk-name.
argument-undeprecated | safe | is no longer deprecated | Nothing.
argument-sensitive-added | safe | is masked in logs and errors | Nothing.
argument-sensitive-removed | risky | shows in logs and errors | Make sure that it is neither personal nor secret.
Fixed, wire:
argument-wire-name-changed | risky | travels under another name | Make sure that the provider takes the new name already.
argument-moved | risky | travels in another place | Make sure that the provider takes it there already.
argument-style-changed | risky | is written in another style | Make sure that the provider reads it.
argument-explode-changed | risky | is written once instead of many times, or the other way round | Make sure that the provider reads it.
argument-encoding-changed | risky | is encoded in another way | Make sure that the provider reads it.
request-content-type-added | safe | can be sent as another content type | Nothing.
request-content-type-removed | risky | is no longer sent as one content type | Make sure that the rest carries every argument.
request-content-type-order-changed | risky | prefers another content type | Make sure that the provider reads it.
# Models
Added, python:
model-added | safe | is a new class or alias | Nothing.
Changed, python:
model-renamed | breaking | has another name | Keep the schema's name.
model-removed | breaking | is gone | Say in the changelog what replaces it.
# Client
Added, python:
package-added | safe | is a new package | Nothing.
constructor-argument-added | safe | is a new argument of the client | Nothing.
Changed, python:
package-renamed | breaking | is another module | Keep the name of the package.
package-removed | breaking | is gone | Deprecate it for a release first.
client-renamed | breaking | is another class | Keep the name of the client.
constructor-argument-removed | breaking | is no longer an argument of the client | Say in the changelog how to authenticate.
environment-variable-changed | breaking | is read from another environment variable | Say so in the changelog: scripts fail at their first call.
base-url-variable-changed | breaking | is set by another environment variable | Say so in the changelog: calls go elsewhere.
error-class-removed | breaking | is gone | Keep it, as an alias or a base, for a release.
error-class-added | safe | is a new error class | Nothing.
request-id-headers-changed | safe | takes the request id from other headers | Nothing.
# Requests
Added, both:
request-field-added | safe | is a new field that may be left out | Nothing.
request-enum-value-added | safe | takes a further value | Nothing.
request-union-member-added | safe | takes a further kind of value | Nothing.
Changed, both:
request-type-narrowed | breaking | takes fewer kinds of values | Say in the changelog what to pass instead.
request-type-widened | safe | takes more kinds of values | Nothing.
request-type-changed | breaking | takes another kind of value | Say in the changelog what to pass instead.
request-enum-value-removed | breaking | takes one value less | Say in the changelog what to pass instead.
request-enum-introduced | breaking | takes listed values only | Make sure that the list is complete.
request-enum-dropped | safe | takes any value | Nothing.
request-union-member-removed | breaking | takes one kind of value less | Say in the changelog what to pass instead.
request-minimum-tightened | breaking | has a higher minimum | Say so in the changelog: smaller values are refused before they are sent.
request-minimum-loosened | safe | has a lower minimum | Nothing.
request-maximum-tightened | breaking | has a lower maximum | Say so in the changelog: larger values are refused before they are sent.
request-maximum-loosened | safe | has a higher maximum | Nothing.
request-length-tightened | breaking | has a narrower range of lengths | Say so in the changelog.
request-length-loosened | safe | has a wider range of lengths | Nothing.
request-items-tightened | breaking | has a narrower range of numbers of items | Say so in the changelog.
request-items-loosened | safe | has a wider range of numbers of items | Nothing.
request-pattern-added | breaking | must match a pattern | Make sure that the pattern takes everything that the provider takes.
request-pattern-changed | risky | must match another pattern | Make sure that it takes everything that the old one took.
request-pattern-removed | safe | need not match a pattern | Nothing.
request-multiple-of-changed | risky | must be a multiple of another number | Make sure that it takes what users send.
request-field-removed | breaking | is gone | Say in the changelog what to send instead.
request-required-field-added | breaking | is a new field that must be given | Give it a default if the provider has one.
request-field-became-required | breaking | must be given | Say so in the changelog.
request-field-became-optional | safe | may be left out | Nothing.
request-became-nullable | safe | takes null | Nothing.
request-no-longer-nullable | breaking | takes no null any more | Say in the changelog what to send instead.
request-extra-fields-closed | breaking | takes no undeclared fields any more | Say so in the changelog.
request-extra-fields-opened | safe | takes undeclared fields | Nothing.
default-added | risky | has a default at the provider | Calls that leave it out may mean something else now; say so.
default-changed | risky | has another default at the provider | Calls that leave it out mean something else now; say so.
default-removed | risky | has no default at the provider any more | Calls that leave it out may mean something else now; say so.
Changed, python:
request-field-renamed | breaking | has another name | Keep the old one by x-sdk-name.
field-sensitive-added | safe | is masked in repr and logs | Nothing.
field-sensitive-removed | risky | shows in repr and logs | Make sure that it is neither personal nor secret.
Deprecated, both:
field-deprecated | safe | is deprecated by the provider | Say in its description what to use instead.
# Answers
Added, both:
answer-field-added | safe | is a new field | Nothing: it came as an unknown field before.
answer-header-added | safe | tells a further header | Nothing.
Changed, both:
answer-field-removed | breaking | is gone from the answer | Keep it, deprecated, while the provider still sends it.
answer-field-became-optional | breaking | may be missing from the answer: it can be None | Say so in the changelog.
answer-field-became-required | safe | is always there | Nothing.
answer-became-nullable | breaking | can be None | Say so in the changelog.
answer-no-longer-nullable | safe | is never None | Nothing.
answer-type-changed | breaking | comes as another type | Say so in the changelog.
answer-type-widened | breaking | can come as further types | Say so in the changelog.
answer-type-narrowed | safe | comes as fewer types | Nothing.
answer-enum-value-added | risky | can have a further value | Code that lists all values misses it; say so.
answer-enum-value-removed | risky | has one value less | Code that waits for it waits for ever; say so.
answer-enum-introduced | safe | has listed values | Nothing: others still pass.
answer-enum-dropped | risky | has no list of values any more | Say where the values are told.
answer-union-member-added | risky | can be a further kind of thing | Code that lists all kinds misses it; say so.
answer-union-member-removed | safe | is one kind of thing less | Nothing.
answer-kind-changed | breaking | returns another kind of answer (model, file, text, nothing) | Say so in the changelog.
answer-first-changed | breaking | returns one thing instead of a list, or the other way round | Say so in the changelog.
answer-header-removed | risky | no longer tells a header | Say so if it is known to be used.
success-status-added | risky | can succeed with a further status | Make sure that its answer fits the method.
success-status-removed | risky | no longer succeeds with one status | Make sure that the provider never sends it: it would be an error.
error-status-added | risky | can fail with a further status | Say what to do about it.
error-status-removed | safe | is no longer described to fail with one status | Nothing: the error class remains.
Changed, python:
answer-field-renamed | breaking | has another name | Keep the old one by x-sdk-name.
Fixed, wire:
answer-content-type-changed | risky | comes as other content types | Make sure that the provider sends them.
operation-envelope-changed | risky | is wrapped in another way | Make sure that the provider answers so.
# Pages
Changed, both:
pagination-added | breaking | returns a page that iterates over everything | Say so in the changelog.
pagination-removed | breaking | no longer returns a page | Say so in the changelog.
Fixed, wire:
pagination-style-changed | risky | asks for further pages in another way | Make sure that the provider takes it.
pagination-place-changed | risky | finds items, pages or totals elsewhere | Make sure that the provider answers so.
# Money
Changed, both:
retry-loosened | risky | is repeated where it was not | Make sure that a repeat is harmless.
retry-loosened-billable | breaking | costs money and is repeated where it was not | Make sure that the provider never charges twice.
retry-tightened | safe | is repeated less | Nothing: some failures reach the caller.
readonly-changed | risky | reads instead of writing, or the other way round | Look at its retry class.
idempotency-token-added | safe | sends an idempotency key | Nothing.
idempotency-token-removed | breaking | no longer sends an idempotency key | A repeat may order twice: make sure that it is never repeated.
idempotency-required-changed | safe | needs an idempotency key in other environments | Nothing.
billable-added | risky | costs money | Say so in the changelog.
billable-removed | risky | is no longer known to cost money | Make sure that it is free.
recover-changed | safe | finds out in another way whether a call was carried out | Nothing.
payment-added | risky | can ask for a payment | Say so in the changelog.
payment-removed | safe | no longer asks for a payment | Nothing.
payment-changed | risky | asks for a payment in another way | Make sure that payers support it.
constraint-added | breaking | refuses a combination of arguments | Make sure that the provider refuses it too.
constraint-changed | risky | refuses another combination of arguments | Make sure that the provider does too.
constraint-removed | safe | no longer refuses a combination of arguments | Nothing.
read-timeout-shortened | risky | gives up on an answer earlier | Make sure that no answer takes longer: what it starts is made all the same.
read-timeout-lengthened | safe | waits longer for an answer | Nothing.
guide-added | risky | checks named values before sending them | Make sure that the provider's own description is complete.
guide-changed | risky | checks named values in another way | Make sure that the provider's own description is complete.
guide-removed | safe | no longer checks named values | Nothing.
# Waiting
Added, python:
waiter-added | safe | is a new wait method | Nothing.
Changed, python:
waiter-removed | breaking | is gone | Keep it, and its name, while the operation is there.
waiter-arguments-changed | breaking | takes other arguments | Say so in the changelog.
waiter-result-changed | breaking | returns another part of the answer | Say so in the changelog.
waiter-success-changed | risky | is done in other states | Say so in the changelog.
waiter-failure-changed | risky | fails in other states | Say so in the changelog.
waiter-timeout-shortened | risky | gives up earlier | Say so in the changelog.
waiter-timeout-lengthened | safe | waits longer | Nothing.
waiter-polling-changed | safe | asks more or less often | Make sure that the rate limit allows it.
waiter-subject-changed | risky | looks at another item, or after something else | Say so in the changelog.
waiter-reason-changed | safe | takes the reason of a failure from elsewhere | Nothing.
# Transfers
Added, python:
download-added | safe | is a new method that downloads to a path | Nothing.
download-manifest-added | safe | checks size and digest against what the provider tells | Nothing.
download-all-added | safe | is a new method that downloads every file | Nothing.
managed-upload-added | safe | is a new method that uploads by the best way | Nothing.
managed-upload-way-added | safe | can upload in a further way | Nothing.
managed-upload-archive-added | safe | packs folders and lists of files | Nothing.
managed-upload-wait-added | risky | waits for what becomes of the upload | It returns later and something else; say so.
Changed, python:
download-removed | breaking | is gone | Keep it while the operation is there.
download-renamed | breaking | has another name | Keep the old one by `method` of x-sdk-download.
download-kind-changed | breaking | downloads several files instead of one, or the other way round | Say so in the changelog.
download-manifest-removed | breaking | checks neither size nor digest any more: `verify` is gone | Say so in the changelog.
download-all-removed | breaking | is gone | Keep it while the list of files is there.
managed-upload-removed | breaking | is gone | Keep it while one way is left.
managed-upload-renamed | breaking | has another name | Keep the old one by `method` of x-sdk-managed-upload.
managed-upload-way-removed | breaking | cannot upload in one way any more | Say so in the changelog.
managed-upload-wait-removed | breaking | no longer waits for what becomes of the upload | Say so in the changelog.
managed-upload-archive-removed | breaking | packs no folders any more | Say so in the changelog.
download-name-changed | risky | names files in another way | Say so in the changelog.
download-ranges-changed | safe | is continued in another way | Nothing.
upload-limit-tightened | breaking | takes smaller or fewer files | Say so in the changelog: larger ones are refused before they are sent.
upload-limit-loosened | safe | takes larger or more files | Nothing.
upload-names-tightened | breaking | takes fewer file names | Say so in the changelog.
upload-names-loosened | safe | takes more file names | Nothing.
upload-names-changed | risky | takes other file names | Make sure that it takes what the provider takes.
upload-paths-changed | risky | sends the paths of files in another way | Make sure that the provider reads them.
Fixed, wire:
download-link-changed | risky | finds signed links elsewhere | Make sure that the provider answers so.
download-manifest-changed | risky | finds size and digest elsewhere | Make sure that the provider answers so.
managed-upload-way-changed | risky | uploads in another manner | Make sure that the provider takes it.
# Access
Added, both:
auth-scheme-added | safe | is a further way to authenticate | Nothing.
environment-added | safe | is a further environment | Nothing.
Changed, both:
auth-scheme-removed | breaking | is no longer a way to authenticate | Say in the changelog how to authenticate.
auth-scheme-changed | risky | sends the credential in another place | Make sure that the provider reads it there.
token-refresh-changed | risky | gets or renews tokens in another way | Try a login and a renewal.
operation-auth-added | breaking | needs a credential | Say so in the changelog.
operation-auth-removed | safe | needs no credential | Nothing.
operation-auth-alternative-added | safe | takes a further credential | Nothing.
operation-auth-alternative-removed | breaking | takes one credential less | Say so in the changelog.
scope-added | breaking | needs a further scope | Say so in the changelog: keys without it are refused.
scope-removed | safe | needs one scope less | Nothing.
environment-removed | breaking | is no longer an environment | Say in the changelog what to use.
environment-url-changed | risky | has another address | Make sure that the provider serves it already.
environment-default-changed | breaking | is used where the user names no environment | Say so in the changelog: calls go elsewhere.
key-prefixes-narrowed | breaking | accepts fewer kinds of keys | Make sure that no valid key is refused.
key-prefixes-widened | safe | accepts more kinds of keys | Nothing.
operation-environments-narrowed | breaking | may be called in fewer environments | Say so in the changelog.
operation-environments-widened | safe | may be called in more environments | Nothing.
rate-limit-tightened | risky | is called less often | Say so in the changelog.
rate-limit-loosened | safe | is called more often | Nothing.
rate-limit-scope-changed | risky | shares its rate limit with others | Say so in the changelog.
Fixed, wire:
envelope-changed | risky | is unwrapped in another way | Make sure that every operation answers so.
error-shape-changed | risky | takes messages and codes of errors from elsewhere | Make sure that the provider answers so.
retryable-status-added | risky | repeats calls after a further status | Make sure that a repeat cures it.
retryable-status-removed | safe | no longer repeats calls after a status | Nothing.
# Webhooks
Added, both:
webhook-added | safe | is a new delivery | Nothing.
Changed, both:
webhook-removed | breaking | is no longer delivered | Say so in the changelog.
webhook-signature-changed | breaking | is signed in another way | Receivers of the old version refuse it; say when the provider changes.
webhook-secret-variable-changed | breaking | takes its secret from another environment variable | Say so in the changelog.
webhook-kind-changed | risky | is told apart in another way | Make sure that the provider sends it so.
webhook-refusal-changed | risky | is refused with another status | Make sure that the provider understands it.
webhook-host-changed | breaking | is signed with another host name | Receivers of the old version refuse it.
"""


def _rules() -> Iterator[Rule]:
    section, audience = Section.CHANGED, Audience.BOTH
    for line in _TABLE.strip().split("\n"):
        if line.startswith("#"):
            continue
        if line.endswith(":"):
            named, reached = line[:-1].split(", ")
            section, audience = Section(named), Audience(reached)
            continue
        id, severity, title, advice = (cell.strip() for cell in line.split("|"))
        chosen = Section.BREAKING if severity == Severity.BREAKING else section
        yield Rule(id, Severity(severity), audience, chosen, title, advice)


def _by_id() -> Mapping[str, Rule]:
    found: dict[str, Rule] = {}
    for rule in _rules():
        if rule.id in found:
            raise ValueError(f"two rules are called {rule.id!r}")
        found[rule.id] = rule
    return found


RULES: Mapping[str, Rule] = _by_id()
