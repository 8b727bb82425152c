"""Rules about names: operations and their methods, arguments, models, fields, and the client itself."""

from __future__ import annotations

from .changes import Audience, Section, table

OPERATIONS = (
    *table(
        Section.ADDED,
        Audience.BOTH,
        """
operation-added | safe | is new | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
operation-removed | breaking | is gone | Deprecate it for a release first, or say what replaces it.
operation-undeprecated | safe | is no longer deprecated | Nothing.
""",
    ),
    *table(
        Section.DEPRECATED,
        Audience.BOTH,
        """
operation-deprecated | safe | is deprecated by the provider | Say in its description what to use instead.
""",
    ),
    *table(
        Section.FIXED,
        Audience.WIRE,
        """
operation-path-moved | risky | is called at another path | Make sure that the provider serves the new path already.
operation-http-method-changed | risky | is called by another HTTP method | Make sure that the provider takes it already; look at its retry class.
operation-server-changed | risky | is called at another server | Make sure that credentials may go to that server.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
operation-id-changed | safe | has another operationId | Adapt what logs or hooks compare it with.
method-renamed | breaking | has another name | Keep the old one by x-sdk-method.
method-moved | breaking | belongs to another resource | Keep the resource by x-sdk-resource.
resource-renamed | breaking | is another attribute of the client | Keep the name by x-sdk-resource.
""",
    ),
)

ARGUMENTS = (
    *table(
        Section.ADDED,
        Audience.BOTH,
        """
argument-added | safe | is a new argument that may be left out | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.BOTH,
        """
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
""",
    ),
    *table(
        Section.DEPRECATED,
        Audience.BOTH,
        """
argument-deprecated | safe | is deprecated by the provider | Say in its description what to use instead.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
argument-renamed | breaking | has another name | Keep the old one by x-sdk-name.
argument-undeprecated | safe | is no longer deprecated | Nothing.
argument-sensitive-added | safe | is masked in logs and errors | Nothing.
argument-sensitive-removed | risky | shows in logs and errors | Make sure that it is neither personal nor secret.
""",
    ),
    *table(
        Section.FIXED,
        Audience.WIRE,
        """
argument-wire-name-changed | risky | travels under another name | Make sure that the provider takes the new name already.
argument-moved | risky | travels in another place | Make sure that the provider takes it there already.
argument-style-changed | risky | is written in another style | Make sure that the provider reads it.
argument-explode-changed | risky | is written once instead of many times, or the other way round | Make sure that the provider reads it.
argument-encoding-changed | risky | is encoded in another way | Make sure that the provider reads it.
request-content-type-added | safe | can be sent as another content type | Nothing.
request-content-type-removed | risky | is no longer sent as one content type | Make sure that the rest carries every argument.
request-content-type-order-changed | risky | prefers another content type | Make sure that the provider reads it.
""",
    ),
)

MODELS = (
    *table(
        Section.ADDED,
        Audience.PYTHON,
        """
model-added | safe | is a new class or alias | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
model-renamed | breaking | has another name | Keep the schema's name.
model-removed | breaking | is gone | Say in the changelog what replaces it.
""",
    ),
)

CLIENT = (
    *table(
        Section.ADDED,
        Audience.PYTHON,
        """
package-added | safe | is a new package | Nothing.
constructor-argument-added | safe | is a new argument of the client | Nothing.
""",
    ),
    *table(
        Section.CHANGED,
        Audience.PYTHON,
        """
package-renamed | breaking | is another module | Keep the name of the package.
package-removed | breaking | is gone | Deprecate it for a release first.
client-renamed | breaking | is another class | Keep the name of the client.
constructor-argument-removed | breaking | is no longer an argument of the client | Say in the changelog how to authenticate.
environment-variable-changed | breaking | is read from another environment variable | Say so in the changelog: scripts fail at their first call.
base-url-variable-changed | breaking | is set by another environment variable | Say so in the changelog: calls go elsewhere.
error-class-removed | breaking | is gone | Keep it, as an alias or a base, for a release.
error-class-added | safe | is a new error class | Nothing.
request-id-headers-changed | safe | takes the request id from other headers | Nothing.
""",
    ),
)

RULES = (*OPERATIONS, *ARGUMENTS, *MODELS, *CLIENT)
