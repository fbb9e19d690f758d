package sign

import (
	"cmp"
	"context"
	"crypto"
	"errors"
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

// MarshalJSON refuses: an error of whatever type has no JSON form that can be
// read again. Write what is wanted of it.
func (Result) MarshalJSON() ([]byte, error) {
	return nil, errors.New("a result of a batch has no JSON form")
}

// Batch signs many messages and yields a result for each, in their order,
// while later ones are still being signed. A message that comes with an error
// passes through with it, and a message that cannot be signed does not stop
// the others. Memory is bounded by the number of workers, not of messages.
//
// When the context ends, no further message is read and no signature begun: what
// was begun is still yielded, a message that was read in vain yields the
// context's cause, and the sequence ends. The messages are read in another
// goroutine, which has ended when the loop over the results has. A panic of the
// signer, or of the sequence of messages, comes out of that loop.
//
// Without a context or messages there is one result, with the error.
func Batch(ctx context.Context, signer crypto.Signer, messages iter.Seq2[[]byte, error], opts BatchOptions) iter.Seq[Result] {
	workers := opts.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	return func(yield func(Result) bool) {
		if ctx == nil || messages == nil {
			yield(Result{Err: errors.New("a batch needs a context and messages")})
			return
		}
		if ctx.Err() != nil {
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		jobs := startJobs(ctx, signer, messages, workers)
		defer func() {
			cancel()
			for range jobs { // until the reader has ended
			}
		}()
		for j := range jobs {
			done := <-j.done
			if done.panicked {
				panic(done.value)
			}
			if !yield(done.Result) {
				return
			}
		}
	}
}

// How many messages for each worker may wait to be signed, and how many
// results to be yielded. Signing takes a processor for a millisecond without
// pause, in which neither the reader nor the loop over the results gets a turn:
// without something to go on with, workers would wait for them.
const (
	waitingMessages = 4
	waitingResults  = 16
)

// A job is one message on its way to a result.
type job struct {
	message []byte
	err     error
	done    chan outcome // gets one; has room for it, so that no worker waits
}

// An outcome is a result, or a panic.
type outcome struct {
	Result
	panicked bool
	value    any
}

// startJobs reads the messages and hands them to as many workers as it was
// told. It returns the jobs in the order of the messages. The workers live as
// long as the batch: a stack that has grown to what RSA needs is not grown again
// for every message.
func startJobs(ctx context.Context, signer crypto.Signer, messages iter.Seq2[[]byte, error], workers int) <-chan job {
	jobs := make(chan job, waitingResults*workers)
	work := make(chan job, waitingMessages*workers)
	for range workers {
		go worker(ctx, signer, work)
	}
	go func() {
		defer close(jobs)
		defer close(work)
		read := outcome{panicked: true}
		defer func() {
			if read.panicked {
				read.value = valueOf(recover())
				j := job{done: make(chan outcome, 1)}
				j.done <- read
				jobs <- j
			}
		}()
		for message, err := range messages {
			j := job{message, err, make(chan outcome, 1)}
			select {
			case <-ctx.Done():
			case jobs <- j:
				work <- j // a worker will take it: none ever waits for its result
			}
			if ctx.Err() != nil {
				break
			}
		}
		read.panicked = false
	}()
	return jobs
}

// worker does the work of one goroutine, until there is no more. A signer that
// ends its goroutine ends no more than that job: another takes its place.
func worker(ctx context.Context, signer crypto.Signer, work <-chan job) {
	ended := true
	defer func() {
		if ended {
			go worker(ctx, signer, work)
		}
	}()
	for j := range work {
		j.run(ctx, signer)
	}
	ended = false
}

func (j job) run(ctx context.Context, signer crypto.Signer) {
	done := outcome{panicked: true}
	defer func() {
		if done.panicked {
			done.value = valueOf(recover())
		}
		j.done <- done
	}()
	done.Result = j.sign(ctx, signer)
	done.panicked = false
}

// valueOf is what a panic is repeated with; there is none if the goroutine was
// ended by runtime.Goexit, as by a test's FailNow.
func valueOf(recovered any) any {
	return cmp.Or(recovered, any("the signer or the sequence of messages ended its goroutine"))
}

func (j job) sign(ctx context.Context, signer crypto.Signer) Result {
	err := j.err
	if err == nil && ctx.Err() != nil {
		err = context.Cause(ctx)
	}
	if err != nil {
		return Result{Message: j.message, Err: err}
	}
	sig, err := Sign(signer, j.message)
	return Result{Message: j.message, Signature: sig, Err: err}
}
