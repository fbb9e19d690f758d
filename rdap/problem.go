package rdap

import (
	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
)

// Why a record is refused, as far as callers branch on it. A [*problem.Problem]
// with one of [IDs] is the error of [Parse] and [ParseJSON], but for
// an [ErrorObject].
const (
	OtherForm  problem.ID = "other-form"  // a form that is not read, or something else
	OtherClass problem.ID = "other-class" // an object that carries no certificate
	NoObject   problem.ID = "no-object"   // comments only, or an answer of RDAP about nothing
	brokenLine problem.ID = "broken-line" // in whois: no attribute and no comment
	TooLarge              = strictjson.TooLarge
)

const (
	empty        problem.ID = "empty"
	secondObject problem.ID = "second-object" // in whois: a registration twice, with other content
	badRange     problem.ID = "bad-range"     // AS numbers or addresses that cannot be read
)

// IDs lists why a record is refused. One that is cut short wraps
// io.ErrUnexpectedEOF.
func IDs() []problem.ID {
	return []problem.ID{OtherForm, OtherClass, NoObject, brokenLine, TooLarge, empty, secondObject, badRange,
		strictjson.NotUTF8, strictjson.NotJSON, strictjson.CutShort, strictjson.TrailingData,
		strictjson.DuplicateMember, strictjson.OtherCase, strictjson.WrongType, strictjson.BadValue}
}

// otherForm is a problem with what is not a record, or one in a form that is not
// read.
func otherForm(what, fix string) *problem.Problem {
	return &problem.Problem{ID: OtherForm, Field: "the record", What: what, Fix: fix}
}
