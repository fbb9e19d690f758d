package main

import (
	"errors"
	"fmt"

	"github.com/aws/smithy-go"
)

// fixes are what to do about the errors that users meet, by KMS's code.
var fixes = map[string]string{
	"AccessDeniedException":       "the key's policy, or yours, does not allow %s",
	"NotFoundException":           "there is no such key in this region and account (for %s)",
	"DisabledException":           "the key is disabled, so %s fails: aws kms enable-key makes it usable again",
	"KMSInvalidStateException":    "the key is in a state that refuses %s, such as waiting for its deletion: aws kms describe-key shows it",
	"InvalidKeyUsageException":    "the key is not one to sign with (%s)",
	"UnrecognizedClientException": "AWS does not know the credentials that asked for %s",
	"ExpiredTokenException":       "the credentials that asked for %s have expired: log in again",
}

// explain puts the fix before an error of the SDK, whose own text names the
// request.
func explain(err error, key, action string) error {
	var known smithy.APIError
	if errors.As(err, &known) {
		if fix, found := fixes[known.ErrorCode()]; found {
			return fmt.Errorf("the KMS key %s: "+fix+": %w", key, action, err)
		}
	}
	return fmt.Errorf("the KMS key %s: %s: %w", key, action, err)
}
