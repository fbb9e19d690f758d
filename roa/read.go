package roa

import (
	"errors"
	"io"
	"iter"
	"net/netip"
	"slices"
	"time"

	"github.com/byoasn/byoasn/problem"
)

// A Result is what a file of VRPs says.
type Result struct {
	Export
	Answers []Validity // one for each question, in their order
}

// Read reads a validator's export from its beginning to its end, once, and
// answers all questions by it as of now. Without questions it only checks the
// file. For many questions, see [Load].
//
// Every entry is checked, whether it has to do with a question or not: a file
// that is wrong anywhere answers nothing. Its error is a [*problem.Problem] with
// one of [IDs], or the reader's own. At the zero time nothing is read
// ([problem.NoTime]): whether a VRP has ended would not be known.
//
// A saved answer of RIPEstat, or several of them, one behind the other or in an
// array, answer the questions that they are about: see [ReadRIPEstat].
func Read(r io.Reader, now time.Time, questions ...Question) (*Result, error) {
	if now.IsZero() {
		return nil, noTime()
	}
	answers, err := newAnswers(questions)
	if err != nil {
		return nil, err
	}
	result := &Result{Export: Export{Read: now}}
	saved, err := result.scan(r, answers.add)
	switch {
	case err != nil:
		return nil, err
	case saved != nil:
		return answerRIPEstat(saved, true, now, questions)
	}
	result.Answers = answers.validities(now)
	return result, nil
}

// All iterates over the entries of an export as it is read, ended or not, in
// some hundred kilobytes of memory. An error ends it, and speaks of the whole:
// what came before it may be a part.
func All(r io.Reader) iter.Seq2[VRP, error] {
	return func(yield func(VRP, error) bool) {
		var x Export
		saved, err := x.scan(r, func(e *entry) error {
			if !yield(e.vrp(), nil) {
				return errStop
			}
			return nil
		})
		if saved != nil {
			err = oneRoute()
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(VRP{}, err)
		}
	}
}

// errStop ends a file early.
var errStop = errors.New("no more is wanted")

// oneRoute refuses RIPEstat's answers where all VRPs are wanted.
func oneRoute() error {
	return &problem.Problem{ID: oneRouteFile, Field: theFile, What: "is RIPEstat's answer about one route, and has no other VRPs", Fix: "give a validator's export"}
}

// answers gathers, while a file is read, what the questions need of it.
type answers struct {
	questions []Question
	routes    []route
}

// A route is a prefix that is asked about, by one question or more, and the
// VRPs that cover it, each with the latest of its ends.
type route struct {
	prefix   netip.Prefix
	covering map[VRP]time.Time
}

func newAnswers(questions []Question) (*answers, error) {
	a := &answers{questions: questions}
	for _, q := range questions {
		if err := q.Check(); err != nil {
			return nil, err
		}
		if a.route(q.Prefix) == nil {
			a.routes = append(a.routes, route{prefix: q.Prefix, covering: make(map[VRP]time.Time)})
		}
	}
	return a, nil
}

func (a *answers) route(prefix netip.Prefix) *route {
	i := slices.IndexFunc(a.routes, func(r route) bool { return r.prefix == prefix })
	if i < 0 {
		return nil
	}
	return &a.routes[i]
}

// add keeps an entry for the routes that it covers.
func (a *answers) add(e *entry) error {
	for i := range a.routes {
		r := &a.routes[i]
		if e.prefix.Bits() > r.prefix.Bits() || !e.prefix.Contains(r.prefix.Addr()) {
			continue
		}
		vrp := e.vrp()
		end := vrp.Expires
		vrp.Expires = time.Time{}
		if known, has := r.covering[vrp]; !has || latest(end, known) < 0 {
			r.covering[vrp] = end
		}
		if len(r.covering) > maxCovering {
			return tooManyCover(r.prefix)
		}
	}
	return nil
}

func tooManyCover(prefix netip.Prefix) error {
	return tooLarge("", "VRPs that cover "+prefix.String(), maxCovering)
}

// validities answers the questions, in their order.
func (a *answers) validities(now time.Time) []Validity {
	list := make([]Validity, len(a.questions))
	for i, q := range a.questions {
		var covering []VRP
		for vrp, end := range a.route(q.Prefix).covering {
			vrp.Expires = end
			covering = append(covering, vrp)
		}
		list[i] = Validate(covering, q, now)
	}
	return list
}

// Answer is the answer to a question, if there is one: a state that its own VRPs
// bear out. Else Why says why there is none, if that is known. A nil result has
// no answers.
func (r *Result) Answer(q Question) (v Validity, known bool) {
	if r == nil {
		return Validity{Question: q}, false
	}
	for _, v := range r.Answers {
		if v.Question == q && v.State != "" && Validate(v.Covering, q, time.Time{}).State == v.State {
			return v, true
		}
	}
	for _, v := range r.Answers {
		if v.Question == q && v.Why != "" {
			return Validity{Question: q, Why: v.Why}, false
		}
	}
	return Validity{Question: q}, false
}
