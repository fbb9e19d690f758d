package handoff

import (
	"fmt"
	"strings"
)

// version is that of both formats.
const version = 1

// The kinds of file.
const (
	kindRequest  = "byoasn-request"
	kindResponse = "byoasn-response"
)

// header lists the members that both files begin with. The version is the very
// first: nothing of what a later one may have is looked at.
func (r *reader) header(kind string) []member {
	return []member{
		{name: "version", read: r.version},
		{name: "kind", read: func() error { return r.kind(kind) }},
	}
}

func (r *reader) version() error {
	if r.decoder.PeekKind() != '0' {
		return r.mismatch('0')
	}
	raw, err := r.decoder.ReadValue()
	if err != nil {
		return r.syntax(err)
	}
	switch digits := string(raw); {
	case digits == fmt.Sprint(version):
		return nil
	case strings.Trim(digits, "0123456789") == "" && digits != "0":
		return r.fault(LaterVersion, fmt.Sprintf("was made by a later version of byoasn (format %s): this one reads format %d", clip(digits), version), "update byoasn on this machine")
	}
	return r.fault(WrongVersion, fmt.Sprintf("is %s, expected %d", quote(string(raw)), version), anew)
}

// kinds says what a kind is, in words.
var kinds = map[string]string{kindRequest: "a request", kindResponse: "a response"}

func (r *reader) kind(want string) error {
	got, err := r.text()
	switch {
	case err != nil || got == want:
		return err
	case kinds[got] != "":
		return r.fault(OtherKind, fmt.Sprintf("says that this is %s, and %s belongs here", kinds[got], kinds[want]), "give the other file")
	}
	return r.fault(OtherKind, "is "+quote(got)+", expected "+quote(want), anew)
}

// value is a member that is a text, which parse reads into a variable.
func value[T any](r *reader, name string, optional bool, parse func(string) (T, error), into *T) member {
	return member{name, optional, func() error {
		text, err := r.text()
		if err != nil {
			return err
		}
		if *into, err = parse(text); err != nil {
			return r.bad(BadValue, err)
		}
		return nil
	}}
}
