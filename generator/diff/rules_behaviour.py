"""Rules about behaviour: money, retries, waiting, transfers, access, environments, limits, webhooks."""

from __future__ import annotations

from .changes import Audience, Section, table

MONEY = (
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
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
""",
    ),
)

WAITING = (
    *table(
        Section.ADDED,
        Audience.PYTHON,
        """
waiter-added | safe | is a new wait method | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
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
""",
    ),
)

TRANSFERS = (
    *table(
        Section.ADDED,
        Audience.PYTHON,
        """
download-added | safe | is a new method that downloads to a path | Nothing.
download-manifest-added | safe | checks size and digest against what the provider tells | Nothing.
download-all-added | safe | is a new method that downloads every file | Nothing.
managed-upload-added | safe | is a new method that uploads by the best way | Nothing.
managed-upload-way-added | safe | can upload in a further way | Nothing.
managed-upload-archive-added | safe | packs folders and lists of files | Nothing.
managed-upload-wait-added | risky | waits for what becomes of the upload | It returns later and something else; say so.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
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
""",
    ),
    *table(
        Section.FIXED,
        Audience.WIRE,
        """
download-link-changed | risky | finds signed links elsewhere | Make sure that the provider answers so.
download-manifest-changed | risky | finds size and digest elsewhere | Make sure that the provider answers so.
managed-upload-way-changed | risky | uploads in another manner | Make sure that the provider takes it.
""",
    ),
)

ACCESS = (
    *table(
        Section.ADDED,
        Audience.BOTH,
        """
auth-scheme-added | safe | is a further way to authenticate | Nothing.
environment-added | safe | is a further environment | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
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
""",
    ),
    *table(
        Section.FIXED,
        Audience.WIRE,
        """
envelope-changed | risky | is unwrapped in another way | Make sure that every operation answers so.
error-shape-changed | risky | takes messages and codes of errors from elsewhere | Make sure that the provider answers so.
retryable-status-added | risky | repeats calls after a further status | Make sure that a repeat cures it.
retryable-status-removed | safe | no longer repeats calls after a status | Nothing.
""",
    ),
)

WEBHOOKS = (
    *table(
        Section.ADDED,
        Audience.BOTH,
        """
webhook-added | safe | is a new delivery | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
webhook-removed | breaking | is no longer delivered | Say so in the changelog.
webhook-signature-changed | breaking | is signed in another way | Receivers of the old version refuse it; say when the provider changes.
webhook-secret-variable-changed | breaking | takes its secret from another environment variable | Say so in the changelog.
webhook-kind-changed | risky | is told apart in another way | Make sure that the provider sends it so.
webhook-refusal-changed | risky | is refused with another status | Make sure that the provider understands it.
webhook-host-changed | breaking | is signed with another host name | Receivers of the old version refuse it.
""",
    ),
)

RULES = (*MONEY, *WAITING, *TRANSFERS, *ACCESS, *WEBHOOKS)
