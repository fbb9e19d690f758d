package sign_test

import (
	"context"
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/byoasn/byoasn/sign"
)

// numbered yields n messages; the ones in bad come with an error.
func numbered(n int, bad map[int]error) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		for i := range n {
			if !yield(fmt.Appendf(nil, "message %d", i), bad[i]) {
				return
			}
		}
	}
}

func TestBatchKeepsTheOrderAndLosesNothing(t *testing.T) {
	key := testKey(t, "key.pem")
	malformed := errors.New("malformed")
	i := 0
	for r := range sign.Batch(t.Context(), key, numbered(50, map[int]error{7: malformed}), sign.BatchOptions{Workers: 8}) {
		require.Equal(t, fmt.Sprintf("message %d", i), string(r.Message))
		if i == 7 {
			require.ErrorIs(t, r.Err, malformed)
			require.Nil(t, r.Signature)
		} else {
			require.NoError(t, r.Err)
			require.NoError(t, sign.Verify(&key.PublicKey, r.Message, r.Signature))
		}
		i++
	}
	require.Equal(t, 50, i)
}

func TestBatchGoesOnAfterTheSignerFails(t *testing.T) {
	key := testKey(t, "key.pem")
	var calls atomic.Int32
	flaky := flakySigner{key, func() bool { return calls.Add(1) == 3 }}
	failed, signed := 0, 0
	for r := range sign.Batch(t.Context(), flaky, numbered(10, nil), sign.BatchOptions{}) {
		if r.Err != nil {
			failed++
		} else {
			signed++
		}
	}
	require.Equal(t, 1, failed)
	require.Equal(t, 9, signed)
}

type flakySigner struct {
	*rsa.PrivateKey
	fail func() bool
}

func (s flakySigner) Sign(random io.Reader, digest []byte, opts crypto.SignerOpts) ([]byte, error) {
	if s.fail() {
		return nil, errors.New("flaky")
	}
	return s.PrivateKey.Sign(random, digest, opts)
}

func TestBatchStopsWhenTheContextEnds(t *testing.T) {
	key := testKey(t, "key.pem")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	signed, inVain := 0, 0
	for r := range sign.Batch(ctx, key, numbered(1_000_000, nil), sign.BatchOptions{Workers: 2}) {
		if r.Err != nil {
			require.ErrorIs(t, r.Err, context.Canceled)
			inVain++
			continue
		}
		if signed++; signed == 5 {
			cancel()
		}
	}
	require.ErrorIs(t, ctx.Err(), context.Canceled)
	require.GreaterOrEqual(t, signed, 5)
	require.Less(t, signed+inVain, 100, "no more than what was waiting")
}

func TestBatchBegunTooLateSignsNothing(t *testing.T) {
	key := testKey(t, "key.pem")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for range 20 {
		for range sign.Batch(ctx, key, numbered(3, nil), sign.BatchOptions{}) {
			t.Fatal("yielded a result after the context had ended")
		}
	}
}

func TestBatchLeavesNoGoroutineBehind(t *testing.T) {
	key := testKey(t, "key.pem")
	before := runtime.NumGoroutine()
	for range 10 {
		for range sign.Batch(t.Context(), key, numbered(1_000_000, nil), sign.BatchOptions{Workers: 2}) {
			break
		}
	}
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		require.True(t, time.Now().Before(deadline), "goroutines are left behind")
	}
}

func TestBatchHonoursTheNumberOfWorkers(t *testing.T) {
	key := testKey(t, "key.pem")
	var now, most atomic.Int32
	counting := signerFunc{key.Public(), func(digest []byte) ([]byte, error) {
		most.Store(max(most.Load(), now.Add(1)))
		defer now.Add(-1)
		return key.Sign(rand.Reader, digest, &rsa.PSSOptions{SaltLength: 32, Hash: crypto.SHA256})
	}}
	for r := range sign.Batch(t.Context(), counting, numbered(10, nil), sign.BatchOptions{Workers: 1}) {
		require.NoError(t, r.Err)
	}
	require.Equal(t, int32(1), most.Load())
}

func TestAPanicInABatchReachesTheLoop(t *testing.T) {
	key := testKey(t, "key.pem")
	before := runtime.NumGoroutine()
	var calls atomic.Int32
	panicking := flakySigner{key, func() bool {
		if calls.Add(1) == 3 {
			panic("the signer is broken")
		}
		return false
	}}
	got := 0
	require.PanicsWithValue(t, "the signer is broken", func() {
		for r := range sign.Batch(t.Context(), panicking, numbered(20, nil), sign.BatchOptions{Workers: 1}) {
			require.NoError(t, r.Err)
			got++
		}
	})
	require.Equal(t, 2, got, "the results before it are yielded")

	require.PanicsWithValue(t, "the messages are broken", func() {
		for range sign.Batch(t.Context(), key, func(yield func([]byte, error) bool) {
			yield([]byte("one"), nil)
			panic("the messages are broken")
		}, sign.BatchOptions{}) {
			continue
		}
	})
	for deadline := time.Now().Add(5 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		require.True(t, time.Now().Before(deadline), "goroutines are left behind")
	}
}

func TestASignerThatEndsItsGoroutineEndsNoBatch(t *testing.T) {
	key := testKey(t, "key.pem")
	ending := flakySigner{key, func() bool { runtime.Goexit(); return false }}
	require.Panics(t, func() {
		for range sign.Batch(t.Context(), ending, numbered(500, nil), sign.BatchOptions{Workers: 2}) {
			continue
		}
	})
	require.Panics(t, func() {
		for range sign.Batch(t.Context(), key, func(func([]byte, error) bool) { runtime.Goexit() }, sign.BatchOptions{}) {
			continue
		}
	})
}

func TestABatchOfNothingIsAnError(t *testing.T) {
	key := testKey(t, "key.pem")
	var none context.Context
	for _, batch := range []iter.Seq[sign.Result]{
		sign.Batch(t.Context(), key, nil, sign.BatchOptions{}),
		sign.Batch(none, key, numbered(1, nil), sign.BatchOptions{}),
		sign.Batch(t.Context(), nil, numbered(1, nil), sign.BatchOptions{}),
	} {
		results := 0
		for r := range batch {
			require.Error(t, r.Err)
			results++
		}
		require.Equal(t, 1, results)
	}
}

func TestBatchKeepsTheCauseOfTheContextsEnd(t *testing.T) {
	key := testKey(t, "key.pem")
	removed := errors.New("the token was removed")
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	var read atomic.Int32
	messages := func(yield func([]byte, error) bool) {
		for read.Add(1) < 1_000_000 && yield([]byte("message"), nil) {
			continue
		}
	}
	removing := flakySigner{key, func() bool {
		for read.Load() < 4 { // until some are waiting
			time.Sleep(time.Millisecond)
		}
		cancel(removed)
		return false
	}}
	inVain := 0
	for r := range sign.Batch(ctx, removing, messages, sign.BatchOptions{Workers: 1}) {
		if r.Err != nil {
			require.ErrorIs(t, r.Err, removed)
			inVain++
		}
	}
	require.Positive(t, inVain)
}
