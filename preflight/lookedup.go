package preflight

import (
	"errors"

	"github.com/byoasn/byoasn/lookup"
)

// LookedUp takes what a lookup of [Evidence.Resource] gave, whole: the record or why
// there is none, where it is from, and the reading of the registry's own database
// beside it.
func (in *Input) LookedUp(answer *lookup.Answer, err error) {
	in.Record, in.RecordErr, in.Database = nil, err, nil
	var e *lookup.Error
	switch {
	case err == nil && answer != nil:
		in.Record, in.URL, in.Snapshot, in.Database = answer.Record, answer.URL, answer.Snapshot, answer.Database
	case errors.As(err, &e):
		in.Database = e.Database
	}
}
