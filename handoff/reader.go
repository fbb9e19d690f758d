package handoff

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
)

// badValue is strictjson's, of values that are refused here.
const badValue = strictjson.BadValue

// maxDepth is the depth of an item's members.
const maxDepth = 4

// A reader reads a file and refuses all that the printer would not print, but
// for white space between its tokens.
type reader struct {
	*strictjson.Reader
	file string // requestFile or responseFile
}

// read reads the one JSON object that a file is.
func read(file string, data []byte, most int, members func(r *reader) []member) error {
	tokens, err := strictjson.NewReader(data, strictjson.Options{Field: file, Fix: anew, MaxSize: most, MaxDepth: maxDepth, Plain: true})
	if p, ok := errors.AsType[*problem.Problem](err); ok && p.ID == strictjson.TooLarge {
		p.Fix = "make several requests of fewer messages"
	}
	if err != nil {
		return err
	}
	r := &reader{tokens, file}
	if err := r.object(members(r)...); err != nil {
		return err
	}
	return r.End()
}

// A member is what an object may have. Members stand in the order of a list.
type member struct {
	name     string
	optional bool
	read     func() error
}

// object reads an object with these members.
func (r *reader) object(members ...member) error {
	next := 0
	err := r.Object(func(name string) error {
		at := slices.IndexFunc(members, func(m member) bool { return m.name == name })
		if at < 0 {
			return r.stranger(name, members)
		}
		if at < next {
			return r.Fault(memberOrder, fmt.Sprintf("stands after %q, and belongs before it", members[next-1].name), "")
		}
		if early := required(members[next:at]); early != "" {
			return r.Fault(memberOrder, fmt.Sprintf("stands before %q, or that is missing", early), "")
		}
		next = at + 1
		return members[at].read()
	})
	if err != nil {
		return err
	}
	if lacking := required(members[next:]); lacking != "" {
		return r.Fault(missingMember, fmt.Sprintf("has no member %q", lacking), "")
	}
	return nil
}

// required is the first name in a list that must be there, or "".
func required(members []member) string {
	for _, m := range members {
		if !m.optional {
			return m.name
		}
	}
	return ""
}

// stranger refuses a member that has no business here.
func (r *reader) stranger(name string, members []member) error {
	known := make([]string, len(members))
	for i, m := range members {
		known[i] = m.name
	}
	if err := r.CheckCase(name, known); err != nil {
		return err
	}
	return r.Fault(extraMember, "is no member of this format", "do not use the file: have it made again")
}

// objects reads an array of 1 to MaxMessages objects; each reads the i-th.
func (r *reader) objects(each func(i int) error) error {
	count := 0
	err := r.Array(func(i int) error {
		if count++; count > MaxMessages {
			return tooMany(r.file)
		}
		return each(i)
	})
	if err == nil && count == 0 {
		return r.Fault(noMessages, "has no message", "")
	}
	return err
}

// value is a member that is a text, which parse reads into a variable.
func value[T any](r *reader, name string, optional bool, parse func(string) (T, error), into *T) member {
	return member{name, optional, func() error {
		text, err := r.Text()
		if err != nil {
			return err
		}
		if *into, err = parse(text); err != nil {
			return r.bad(badValue, err)
		}
		return nil
	}}
}

// bad is a problem with the value that was read last, for which err says more.
func (r *reader) bad(id problem.ID, err error) error {
	return refused(r.Fault(id, "", ""), err)
}

// version is that of both formats.
const version = 1

// The kinds of file, and what they are in words.
const (
	kindRequest  = "byoasn-request"
	kindResponse = "byoasn-response"
)

var kinds = map[string]string{kindRequest: "a request", kindResponse: "a response"}

// header lists the members that both files begin with. The version is the very
// first: nothing of what a later one may have is looked at.
func (r *reader) header(kind string) []member {
	return []member{
		{name: "version", read: r.version},
		{name: "kind", read: func() error { return r.kind(kind) }},
	}
}

func (r *reader) version() error {
	n, err := r.Uint32()
	digits := strconv.FormatUint(uint64(n), 10)
	if p, ok := errors.AsType[*problem.Problem](err); ok {
		if p.ID != badValue {
			return err
		}
		digits = p.Seen // too large, or not a whole number
	}
	switch {
	case digits == strconv.Itoa(version):
		return nil
	case strings.Trim(digits, "0123456789") == "" && digits != "0":
		return r.Fault(laterVersion, fmt.Sprintf("was made by a later version of byoasn (format %s): this one reads format %d", problem.Clip(digits, problem.MaxShown), version), "update byoasn on this machine")
	}
	return r.Fault(wrongVersion, fmt.Sprintf("is %s, expected %d", problem.Quote(digits), version), "")
}

func (r *reader) kind(want string) error {
	got, err := r.Text()
	switch {
	case err != nil || got == want:
		return err
	case kinds[got] != "":
		return r.Fault(otherKind, fmt.Sprintf("says that this is %s, and %s belongs here", kinds[got], kinds[want]), "give the other file")
	}
	return r.Fault(otherKind, fmt.Sprintf("is %s, expected %q", problem.Quote(got), want), "")
}
