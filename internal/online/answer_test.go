package online

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/lookup"
)

func TestAFailureKeepsWhatALookupSaid(t *testing.T) {
	for _, test := range []struct {
		err    error
		reason cli.Reason
		kind   string
	}{
		{&lookup.Error{Kind: lookup.NotFound, Status: http.StatusNotFound}, cli.Unavailable, "not-found"}, // a web page, for all that is known
		{&lookup.Error{Kind: lookup.NotPublic}, cli.NotPublic, "not-public"},
		{&lookup.Error{Kind: lookup.NoServer}, cli.NoServer, "no-server"},
		{&lookup.Error{Kind: lookup.Misuse}, cli.Misuse, "misuse"},
		{&lookup.Error{Kind: lookup.Cancelled}, cli.Cancelled, "cancelled"},
		{&lookup.Error{Kind: lookup.RateLimited}, cli.Unavailable, "rate-limited"},
		{&lookup.Error{Kind: lookup.TLS}, cli.Unavailable, "tls"},
		{fmt.Errorf("around it: %w", &lookup.Error{Kind: lookup.Misuse}), cli.Misuse, "misuse"},
		{errors.New("something else"), cli.Unavailable, ""},
	} {
		answer, err := neutral(nil, test.err)
		require.Nil(t, answer)
		var f *cli.Failure
		require.ErrorAs(t, err, &f)
		require.Equal(t, test.reason, f.Reason, test.err)
		require.Equal(t, test.kind, f.Kind)
		require.ErrorIs(t, err, test.err)
		require.Equal(t, test.err.Error(), err.Error())
	}
}

func TestNoErrorIsNoFailure(t *testing.T) {
	answer, err := neutral(&lookup.Answer{URL: "https://rdap.example/autnum/1"}, nil)
	require.NoError(t, err)
	require.Equal(t, "https://rdap.example/autnum/1", answer.URL)
	require.NoError(t, failure(nil))
}
