package lookup_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
)

var kinds = []lookup.Kind{
	lookup.NotFound, lookup.RateLimited, lookup.Refused, lookup.ServerFailure, lookup.NotRDAP, lookup.WrongObject,
	lookup.NotROA, lookup.Contradiction,
	lookup.TooLarge, lookup.Timeout, lookup.Cancelled, lookup.TLS, lookup.DNS, lookup.Connection, lookup.Redirect,
	lookup.NoServer, lookup.NotPublic, lookup.Misuse,
}

func TestEveryKindIsAnErrorOfItsOwn(t *testing.T) {
	cause := errors.New("the cause")
	texts := map[string]bool{}
	for _, kind := range kinds {
		err := fmt.Errorf("wrapped: %w", &lookup.Error{Kind: kind, URL: "https://rdap.example.net/autnum/64496", Err: cause})
		for _, other := range kinds {
			require.Equal(t, kind == other, errors.Is(err, other))
		}
		require.ErrorIs(t, err, cause)
		require.ErrorContains(t, err, "https://rdap.example.net/autnum/64496: "+kind.Error()+": the cause")
		require.NotEmpty(t, kind.Error())
		require.False(t, texts[kind.Error()], "each has its own words")
		texts[kind.Error()] = true
	}
}

func TestNoErrorIsADefiniteNoButTheRegistrysOwn(t *testing.T) {
	for _, kind := range kinds {
		require.False(t, (&lookup.Error{Kind: kind}).Absent(), kind)
	}
}

func TestWhatMayBeTriedAgain(t *testing.T) {
	again := []lookup.Kind{lookup.RateLimited, lookup.ServerFailure, lookup.Timeout, lookup.Connection}
	for _, kind := range kinds {
		if kind != lookup.NotRDAP && kind != lookup.NotROA {
			require.Equal(t, slices.Contains(again, kind), (&lookup.Error{Kind: kind}).Temporary(), kind)
		}
	}
	require.False(t, (&lookup.Error{Kind: lookup.NotRDAP}).Temporary())
	require.True(t, (&lookup.Error{Kind: lookup.NotRDAP, Err: io.ErrUnexpectedEOF}).Temporary(), "cut short")
	require.False(t, (&lookup.Error{Kind: lookup.NotROA}).Temporary())
	require.True(t, (&lookup.Error{Kind: lookup.NotROA, Err: io.ErrUnexpectedEOF}).Temporary(), "cut short")
}

func TestErrorsStayShortAndPrintable(t *testing.T) {
	e := &lookup.Error{
		Kind: lookup.RateLimited, URL: "https://rdap.example.net/" + strings.Repeat("\x1b", 5000), Status: 429,
		Err: errors.New(strings.Repeat("\n", 5000)), RetryAfter: 90 * time.Second, HasRetryAfter: true,
	}
	require.Less(t, len(e.Error()), 800)
	require.NotContains(t, e.Error(), "\x1b")
	require.NotContains(t, e.Error(), "\n")
	require.ErrorContains(t, e, "(status 429)")
	require.ErrorContains(t, e, "try again in 1m30s")
}
