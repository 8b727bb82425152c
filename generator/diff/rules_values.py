"""Rules about values: what may be sent, what comes back, and in which form."""

from __future__ import annotations

from .changes import Audience, Section, table

REQUESTS = (
    *table(
        Section.ADDED,
        Audience.BOTH,
        """
request-field-added | safe | is a new field that may be left out | Nothing.
request-enum-value-added | safe | takes a further value | Nothing.
request-union-member-added | safe | takes a further kind of value | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
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
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
request-field-renamed | breaking | has another name | Keep the old one by x-sdk-name.
field-sensitive-added | safe | is masked in repr and logs | Nothing.
field-sensitive-removed | risky | shows in repr and logs | Make sure that it is neither personal nor secret.
""",
    ),
    *table(
        Section.DEPRECATED,
        Audience.BOTH,
        """
field-deprecated | safe | is deprecated by the provider | Say in its description what to use instead.
""",
    ),
)

ANSWERS = (
    *table(
        Section.ADDED,
        Audience.BOTH,
        """
answer-field-added | safe | is a new field | Nothing: it came as an unknown field before.
answer-header-added | safe | tells a further header | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
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
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
answer-field-renamed | breaking | has another name | Keep the old one by x-sdk-name.
""",
    ),
    *table(
        Section.FIXED,
        Audience.WIRE,
        """
answer-content-type-changed | risky | comes as other content types | Make sure that the provider sends them.
operation-envelope-changed | risky | is wrapped in another way | Make sure that the provider answers so.
""",
    ),
)

PAGES = (
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
pagination-added | breaking | returns a page that iterates over everything | Say so in the changelog.
pagination-removed | breaking | no longer returns a page | Say so in the changelog.
""",
    ),
    *table(
        Section.FIXED,
        Audience.WIRE,
        """
pagination-style-changed | risky | asks for further pages in another way | Make sure that the provider takes it.
pagination-place-changed | risky | finds items, pages or totals elsewhere | Make sure that the provider answers so.
""",
    ),
)

RULES = (*REQUESTS, *ANSWERS, *PAGES)
