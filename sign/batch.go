package sign

import (
	"context"
	"crypto"
	"iter"
	"runtime"
)

// BatchOptions says how [Batch] works. The zero value is right for a key in
// memory.
type BatchOptions struct {
	// Workers is how many signatures are made at the same time; 0 is one for
	// each processor. A signer that does not bear concurrent calls needs 1.
	Workers int
}

// A Result is what became of one message of a batch.
type Result struct {
	Message   []byte
	Signature Signature
	Err       error // from [Sign], from the messages given, or the context's
}

// Batch signs many messages and yields a result for each, in their order,
// while later ones are still being signed. A message that comes with an error
// passes through with it, and a message that cannot be signed does not stop
// the others. Memory is bounded by the number of workers, not of messages.
//
// When the context ends, no further signature is begun: what was begun is
// still yielded, and then the sequence ends. Ask the context whether it ended
// early. The messages are read in another goroutine, which has ended when the
// loop over the results has.
func Batch(ctx context.Context, signer crypto.Signer, messages iter.Seq2[[]byte, error], opts BatchOptions) iter.Seq[Result] {
	workers := opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return func(yield func(Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		jobs := startJobs(ctx, signer, messages, workers)
		defer func() {
			cancel()
			for range jobs { // until the reader has ended
			}
		}()
		for j := range jobs {
			if !yield(<-j) {
				return
			}
		}
	}
}

// A job yields its result once. The order of jobs is the order of messages.
type job chan Result

// startJobs reads the messages and starts a goroutine for each, as many as
// there are workers at a time.
func startJobs(ctx context.Context, signer crypto.Signer, messages iter.Seq2[[]byte, error], workers int) <-chan job {
	jobs := make(chan job, 4*workers) // later results may wait for a slow message
	slots := make(chan struct{}, workers)
	go func() {
		defer close(jobs)
		for message, err := range messages {
			select {
			case <-ctx.Done():
			case slots <- struct{}{}:
			}
			if ctx.Err() != nil { // select chooses at random when both are ready
				return
			}
			j := make(job, 1)
			select {
			case <-ctx.Done():
				return
			case jobs <- j:
			}
			go func() {
				j <- run(signer, message, err)
				<-slots
			}()
		}
	}()
	return jobs
}

func run(signer crypto.Signer, message []byte, err error) Result {
	if err != nil {
		return Result{Message: message, Err: err}
	}
	sig, err := Sign(signer, message)
	return Result{Message: message, Signature: sig, Err: err}
}
