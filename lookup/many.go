package lookup

import (
	"context"
	"iter"
	"sync"

	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

// ManyOptions says how [Client.ASNs] works. The zero value is right for most.
type ManyOptions struct {
	// Workers is how many requests are under way at the same time, over all
	// registries; 0 is 8. The client's Pace holds beside it.
	Workers int
}

const defaultWorkers = 8

// laneLength is how many numbers may wait for one registry before the reading
// of further numbers, which may be another's, waits too.
const laneLength = 1024

// A Result is what became of one of many lookups.
type Result struct {
	Index  int // its place among the numbers, from 0
	ASN    resource.ASN
	Answer *Answer // nil if Err is set
	Err    error   // an *Error
}

// ASNs looks up many numbers and yields each result as it comes, which is in no
// particular order. A lookup that fails does not stop the others, and a registry
// whose Pace is slow does not hold up those of the others, until some thousand
// of its numbers wait. Memory is bounded, whatever the number of numbers.
//
// When the context ends, no further lookup is begun. What was done is yielded,
// what was under way is yielded as [Cancelled] or [Timeout], and then the
// sequence ends. The numbers are read in another goroutine, which has ended when
// the loop over the results has.
func (c *Client) ASNs(ctx context.Context, numbers iter.Seq[resource.ASN], opts ManyOptions) iter.Seq[Result] {
	workers := opts.Workers
	if workers <= 0 {
		workers = defaultWorkers
	}
	return func(yield func(Result) bool) {
		ctx, cancel := context.WithCancel(ctx)
		m := &many{
			client:  c,
			workers: workers,
			slots:   make(chan struct{}, workers),
			results: make(chan Result),
			lanes:   make(map[registry.Registry]chan job),
		}
		go m.run(ctx, numbers)
		defer func() {
			cancel()
			for range m.results { // until every goroutine has ended
			}
		}()
		for r := range m.results {
			if !yield(r) {
				return
			}
		}
	}
}

// many is one run over many numbers. Each registry has a lane of its own, with
// as many lookups in it as there are workers; most of them wait for their turn,
// and only those that have a slot are on the wire.
type many struct {
	client  *Client
	workers int
	slots   chan struct{}
	results chan Result
	lanes   map[registry.Registry]chan job
	running sync.WaitGroup
}

// A job is a lookup to be made.
type job struct {
	result Result
	target target
}

// run reads the numbers and sorts them into lanes. At the end it closes the
// results, when the last lookup has ended.
func (m *many) run(ctx context.Context, numbers iter.Seq[resource.ASN]) {
	index := 0
	for n := range numbers {
		if ctx.Err() != nil {
			break
		}
		m.enqueue(ctx, Result{Index: index, ASN: n})
		index++
	}
	for _, lane := range m.lanes {
		close(lane)
	}
	m.running.Wait()
	close(m.results)
}

// enqueue puts a lookup into its lane, or yields at once why it cannot be made.
func (m *many) enqueue(ctx context.Context, r Result) {
	t, err := m.client.target(question{number: r.ASN})
	if err != nil {
		r.Err = err
		m.results <- r
		return
	}
	select {
	case <-ctx.Done():
	case m.lane(ctx, t.registry) <- job{r, t}:
	}
}

// lane is the registry's lane, which begins to move with its first lookup.
func (m *many) lane(ctx context.Context, r registry.Registry) chan<- job {
	lane, found := m.lanes[r]
	if !found {
		lane = make(chan job, laneLength)
		m.lanes[r] = lane
		for range m.workers {
			m.running.Go(func() { m.work(ctx, lane) })
		}
	}
	return lane
}

func (m *many) work(ctx context.Context, lane <-chan job) {
	for j := range lane {
		if ctx.Err() != nil {
			return
		}
		r := j.result
		r.Answer, r.Err = m.client.fetch(ctx, j.target, question{number: r.ASN}, m.slots)
		m.results <- r
	}
}
