package rdap

import (
	"github.com/byoasn/byoasn/internal/strictjson"
	"github.com/byoasn/byoasn/problem"
)

// Why a record is refused. A [*problem.Problem] with one of these IDs is the
// error of [Parse], [ParseJSON] and [ParseWhois], but for an [ErrorObject].
const (
	Empty        problem.ID = "empty"
	OtherForm    problem.ID = "other-form"    // what can be read only in another form of it
	OtherClass   problem.ID = "other-class"   // an object that carries no certificate
	NoObject     problem.ID = "no-object"     // comments only, or an answer of RDAP about nothing
	BrokenLine   problem.ID = "broken-line"   // in whois: no attribute and no comment
	SecondObject problem.ID = "second-object" // in whois: a registration twice, with other content
	BadRange     problem.ID = "bad-range"     // AS numbers or addresses that cannot be read
	TooMuch      problem.ID = "too-much"      // of something that is counted

	TooLarge        = strictjson.TooLarge
	TooDeep         = strictjson.TooDeep
	NotUTF8         = strictjson.NotUTF8
	NotJSON         = strictjson.NotJSON
	CutShort        = strictjson.CutShort // wraps io.ErrUnexpectedEOF
	TrailingData    = strictjson.TrailingData
	DuplicateMember = strictjson.DuplicateMember
	OtherCase       = strictjson.OtherCase
	WrongType       = strictjson.WrongType
)

// IDs lists why a record is refused.
func IDs() []problem.ID {
	return []problem.ID{Empty, OtherForm, OtherClass, NoObject, BrokenLine, SecondObject, BadRange, TooMuch,
		TooLarge, TooDeep, NotUTF8, NotJSON, CutShort, TrailingData, DuplicateMember, OtherCase, WrongType}
}

// otherForm is a problem with what is not a record, or one in a form that is not
// read.
func otherForm(what, fix string) *problem.Problem {
	return &problem.Problem{ID: OtherForm, Field: "the record", What: what, Fix: fix}
}
