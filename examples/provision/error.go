package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// The exit statuses, as the command byoasn has them.
const (
	no      = 1 // a definite one
	wrong   = 2 // the command, its input, or what it was set up with
	unknown = 3 // it could not be found out
)

// An exit is an error that knows its exit status.
type exit struct {
	status int
	err    error
}

func (e *exit) Error() string { return e.err.Error() }
func (e *exit) Unwrap() error { return e.err }

// statusOf is the exit status of an error: 3 for one that nobody thought of.
func statusOf(err error) int {
	var e *exit
	switch {
	case err == nil:
		return 0
	case errors.As(err, &e):
		return e.status
	}
	return unknown
}

// The actions of this program, as policies name them after "ec2:".
const (
	describeAction  = "DescribeIpamByoasn"
	provisionAction = "ProvisionIpamByoasn"
)

// A fix is what to do about an error.
type fix struct {
	status int
	text   string
}

// The codes are those of "Error codes for the Amazon EC2 API" (Amazon EC2 API
// Reference), and those with which other services of AWS say the same. It does not
// say which one is for an authorization that AWS does not take.
var (
	denied    = fix{wrong, "the credentials may not do this: their policy has to allow ec2:"}
	expired   = fix{wrong, "the credentials have expired: log in again. They were to do ec2:"}
	strangers = fix{wrong, "AWS does not know the credentials: see aws sts get-caller-identity. They were to do ec2:"}
	throttled = fix{unknown, "AWS is asked too often, by whomever in this account and Region: try again later. It was ec2:"}
	refused   = fix{no, "AWS refuses the request as it stands: compare the account in the message with the credentials', " +
		"which have to be the IPAM administrator's. It was ec2:"}

	fixes = map[string]fix{
		"UnauthorizedOperation":       denied,
		"AccessDenied":                denied,
		"AccessDeniedException":       denied,
		"OptInRequired":               {wrong, "the account is not signed up for this, or not in this Region: ec2:"},
		"AuthFailure":                 strangers,
		"InvalidClientTokenId":        strangers,
		"UnrecognizedClientException": strangers,
		"ExpiredToken":                expired,
		"ExpiredTokenException":       expired,
		"RequestExpired":              {wrong, "the credentials have expired, or this machine's clock is wrong. It was ec2:"},
		"InvalidParameter":            refused,
		"InvalidParameterCombination": refused,
		"InvalidParameterValue":       refused,
		"MissingParameter":            refused,
		"ValidationError":             refused,
	}
)

// explain puts the fix before an error of the SDK, which names the request and
// has AWS's own words.
func (i ipam) explain(err error, action string) error {
	var known smithy.APIError
	if !errors.As(err, &known) {
		return &exit{unknown, fmt.Errorf("AWS gave no answer that can be read: %w", err)}
	}
	code := known.ErrorCode()
	if m, found := fixes[code]; found {
		return &exit{m.status, fmt.Errorf("%s%s: %w", m.text, action, err)}
	}
	if _, found := retry.DefaultThrottleErrorCodes[code]; found {
		return &exit{throttled.status, fmt.Errorf("%s%s: %w", throttled.text, action, err)}
	}
	if strings.HasPrefix(code, "InvalidIpamId") { // InvalidIpamId.NotFound, as Terraform's AWS provider knows it
		return &exit{wrong, fmt.Errorf("there is no IPAM %s in this account and Region: "+
			"aws ec2 describe-ipams lists yours, and the Region has to be its home: %w", i.request.IPAM, err)}
	}
	return &exit{unknown, fmt.Errorf("ec2:%s: %w", action, err)}
}

// explainAsking is explain for a request that may have had its effect: without
// an answer of AWS, nobody knows.
func (i ipam) explainAsking(err error) error {
	explained := i.explain(err, provisionAction)
	if statusOf(explained) != unknown {
		return explained
	}
	return fmt.Errorf("%w. Whether AWS took the request is not known: the same command looks first, and asks only if it did not", explained)
}

// interrupted is the error of a call that its context ended.
func interrupted(ctx context.Context, err error) error {
	if ctx.Err() == nil {
		return err
	}
	return &exit{unknown, fmt.Errorf("interrupted: %w", err)}
}

// passing says whether the next look may be better: nothing came back, or AWS
// said that it cannot now.
func passing(err error) bool {
	var unsent *smithyhttp.RequestSendError
	return errors.As(err, &unsent) || errors.Is(err, context.DeadlineExceeded) ||
		retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary
}
