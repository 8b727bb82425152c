"""What a release may claim: version, changelog, the tests of the release before."""
