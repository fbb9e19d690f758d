package lookup_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/problem"
)

var kinds = lookup.Kinds()

func TestTheKindsAreAll(t *testing.T) {
	require.Len(t, kinds, 20)
	require.True(t, slices.IsSorted(kinds))
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
		require.ErrorContains(t, err, "https://rdap.example.net/autnum/64496: ")
		require.ErrorContains(t, err, ": the cause")
		var p *problem.Problem
		require.ErrorAs(t, err, &p)
		require.Equal(t, kind, p.ID)
		require.Equal(t, string(kind), fmt.Sprint(kind), "it is its ID wherever it is printed")
		what, _, _ := strings.Cut(p.What, ": the cause")
		require.False(t, texts[what], "each has its own words")
		texts[what] = true
	}
}

func TestNoErrorIsADefiniteNoButTheRegistrysOwn(t *testing.T) {
	for _, kind := range kinds {
		byHand := &lookup.Error{Kind: kind, Status: 404}
		require.Equal(t, kind == lookup.NotFound, byHand.Absent(), kind)
	}
}

func TestWhatMayBeTriedAgain(t *testing.T) {
	not := []problem.ID{lookup.NotRDAP, lookup.NotROA, lookup.NotDatabase, lookup.NotLookingGlass}
	again := []problem.ID{lookup.RateLimited, lookup.ServerFailure, lookup.Timeout, lookup.Connection}
	for _, kind := range kinds {
		if !slices.Contains(not, kind) {
			require.Equal(t, slices.Contains(again, kind), (&lookup.Error{Kind: kind}).Temporary(), kind)
		}
	}
	for _, kind := range not {
		require.False(t, (&lookup.Error{Kind: kind}).Temporary())
		require.True(t, (&lookup.Error{Kind: kind, Err: io.ErrUnexpectedEOF}).Temporary(), "cut short")
	}
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

func TestTheCauseOfAnEndIsKept(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("the user pressed a key")
	cancel(cause)
	err := lookup.Ended(ctx)
	require.Equal(t, lookup.Cancelled, err.Kind)
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, err, cause)
	require.EqualError(t, err, "the lookup was cancelled: the user pressed a key")

	ctx, stop := context.WithCancel(t.Context())
	stop()
	require.EqualError(t, lookup.Ended(ctx), "the lookup was cancelled")
	ctx, stop = context.WithTimeout(t.Context(), 0)
	defer stop()
	require.EqualError(t, lookup.Ended(ctx), "the answer did not come in time; try again, or allow more time")
}
