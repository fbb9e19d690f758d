package client

import (
	"context"
	"iter"
	"runtime"
	"sync"

	"github.com/byoasn/byoasn/lookup"
	"github.com/byoasn/byoasn/registry"
	"github.com/byoasn/byoasn/resource"
)

const defaultWorkers = 8

// laneLength is how many resources may wait for one registry before the reading
// of further ones, which may be another's, waits too.
const laneLength = 1024

// Records looks up many AS numbers and ranges and yields each result as it
// comes, which is in no particular order. A lookup that fails does not stop the
// others, and a registry whose Pace is slow does not hold up those of the
// others, until some thousand of its resources wait. Memory is bounded, whatever
// the number of resources. Ranging twice asks twice.
//
// When the context ends, no further lookup is begun. What was done is yielded,
// what was under way is yielded as [lookup.Cancelled] or [lookup.Timeout], and
// then the sequence ends. The resources are read in another goroutine, which has
// ended when the loop over the results has; a panic in there is one of the loop.
func (c *Client) Records(ctx context.Context, resources iter.Seq[resource.Resource]) iter.Seq[lookup.Result] {
	return func(yield func(lookup.Result) bool) {
		if ctx == nil || resources == nil {
			yield(lookup.Result{Err: &lookup.Error{Kind: lookup.Misuse, Detail: "there is no context, or nothing to ask for"}})
			return
		}
		ctx, cancel := context.WithCancel(ctx)
		m := newMany(c, cancel)
		go m.run(ctx, resources)
		defer m.end()
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

// many is one run over many resources. Each registry has a lane of its own, with
// as many lookups in it as there are workers; most of them wait for their turn,
// and only those that have a slot are on the wire.
type many struct {
	client  *Client
	cancel  context.CancelFunc
	workers int
	slots   chan struct{}
	results chan lookup.Result
	lanes   map[registry.Registry]chan job
	running sync.WaitGroup

	// What ended the reading of the resources, other than their end.
	panicked any
	exited   bool // by runtime.Goexit, as a test does that fails
}

// A job is a lookup to be made.
type job struct {
	result lookup.Result
	target target
}

func newMany(c *Client, cancel context.CancelFunc) *many {
	workers := orDefault(c.Workers, defaultWorkers)
	return &many{
		client:  c,
		cancel:  cancel,
		workers: workers,
		slots:   make(chan struct{}, workers),
		results: make(chan lookup.Result),
		lanes:   make(map[registry.Registry]chan job),
	}
}

// run reads the resources and sorts them into lanes. At the end it closes the
// results, when the last lookup has ended.
func (m *many) run(ctx context.Context, resources iter.Seq[resource.Resource]) {
	m.exited = true
	defer func() {
		if m.panicked = recover(); m.exited {
			m.cancel()
		}
		for _, lane := range m.lanes {
			close(lane)
		}
		m.running.Wait()
		close(m.results)
	}()
	index := 0
	for r := range resources {
		if ctx.Err() != nil {
			break
		}
		m.enqueue(ctx, lookup.Result{Index: index, Resource: r})
		index++
	}
	m.exited = false
}

// end lets the goroutine that ranges over the results end as the reading of the
// resources did.
func (m *many) end() {
	switch {
	case m.panicked != nil:
		panic(m.panicked)
	case m.exited:
		runtime.Goexit()
	}
}

// enqueue puts a lookup into its lane, or yields at once why it cannot be made.
func (m *many) enqueue(ctx context.Context, r lookup.Result) {
	t, err := m.client.target(ctx, r.Resource)
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
		r.Answer, r.Err = m.client.consult(ctx, j.target, r.Resource, m.slots)
		m.results <- r
	}
}
