package online

import (
	"errors"

	"github.com/byoasn/byoasn/internal/cli"
	"github.com/byoasn/byoasn/lookup"
)

// neutral turns what a lookup gave into the command line's terms.
func neutral(answer *lookup.Answer, err error) (*cli.Answer, error) {
	if answer == nil {
		return nil, failure(err)
	}
	return &cli.Answer{Record: answer.Record, Body: answer.Body, URL: answer.URL, Snapshot: answer.Snapshot}, failure(err)
}

// reasons are what a command does something of its own about. All others mean
// that it could not be found out.
var reasons = map[lookup.Kind]cli.Reason{
	lookup.NotPublic: cli.NotPublic,
	lookup.NoServer:  cli.NoServer,
	lookup.Misuse:    cli.Misuse,
	lookup.Cancelled: cli.Cancelled,
}

// failure turns a lookup's error into a *cli.Failure.
func failure(err error) error {
	if err == nil {
		return nil
	}
	f := &cli.Failure{Err: err}
	var e *lookup.Error
	if errors.As(err, &e) {
		f.Kind, f.Reason = string(e.Kind), reasons[e.Kind]
		if e.Absent() {
			f.Reason = cli.Absent
		}
	}
	return f
}
