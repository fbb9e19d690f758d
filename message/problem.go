package message

import (
	"slices"

	"github.com/byoasn/byoasn/problem"
	"github.com/byoasn/byoasn/resource"
)

// The fields that problems name most. Any other is the name of a constant part
// ("version", "partition", "digest", "scheme") or "message" for the whole text.
const (
	FieldAccount  = "account"
	FieldResource = "resource"
	FieldExpiry   = "expiry"

	fieldVersion   = "version"   // always 1
	fieldPartition = "partition" // always aws
	fieldDigest    = "digest"    // always SHA256
	fieldScheme    = "scheme"    // always RSAPSS
	whole          = "message"
)

// What is wrong with a text. The problems of [Parse], beside those of
// [resource.Read]. Those that no program has to tell apart have no name: [IDs] lists
// all.
const (
	emptyText        problem.ID = "empty"
	tooLong          problem.ID = "too-long"
	secretGiven      problem.ID = "secret-given" // a private key, which is not repeated
	roaRequest       problem.ID = "roa-request"
	foreignCloud     problem.ID = "other-cloud"  // Azure's proof, or another service's
	literalOfRPKI    problem.ID = "rpki-literal" // right for a range under delegated RPKI, with an empty signature
	noMessage        problem.ID = "not-a-message"
	MissingField     problem.ID = "missing-field"
	InventedField    problem.ID = "invented-field"
	FieldOrder       problem.ID = "field-order"
	wrongConstant    problem.ID = "wrong-constant"
	expiryDashed     problem.ID = "expiry-dashed"
	expiryImpossible problem.ID = "expiry-impossible"
	ExpiryFormat     problem.ID = "expiry-format"
)

// Characters that have no place in a message and that shells, editors and web
// pages put there all the same.
const (
	byteOrderMark  problem.ID = "byte-order-mark"
	carriageReturn problem.ID = "carriage-return"
	lineBreak      problem.ID = "line-break"
	noBreakSpace   problem.ID = "no-break-space"
	blank          problem.ID = "blank"
	quotes         problem.ID = "quotes"
	smartQuotes    problem.ID = "smart-quotes"
	notASCII       problem.ID = "not-ascii"
	controlChar    problem.ID = "control-character"
)

// What is wrong with a well-formed message. The problems of [Message.Check],
// beside those of [resource.Resource.Check].
const (
	AccountFormat  problem.ID = "account-not-12-digits"
	accountHyphens problem.ID = "account-hyphens"
	accountShort   problem.ID = "account-short" // leading zeros lost, as spreadsheets do
	ExpiryPast     problem.ID = "expiry-past"
	ExpiryToday    problem.ID = "expiry-today" // Minor, as the next two
	expiryNear     problem.ID = "expiry-near"
	expiryFar      problem.ID = "expiry-far"
)

// IDs returns every ID that the problems of this package have, those of a
// message's resource included. A character that has no place in a message has
// an ID of its kind, such as "line-break".
func IDs() []problem.ID {
	own := []problem.ID{
		emptyText, tooLong, secretGiven, roaRequest, foreignCloud, literalOfRPKI, noMessage,
		byteOrderMark, carriageReturn, lineBreak, noBreakSpace, blank, quotes, smartQuotes, notASCII, controlChar,
		MissingField, InventedField, FieldOrder, wrongConstant, expiryDashed, expiryImpossible, ExpiryFormat,
		AccountFormat, accountHyphens, accountShort, ExpiryPast, ExpiryToday, expiryNear, expiryFar, problem.NoTime,
	}
	return slices.Concat(own, []problem.ID{
		resource.NotAResource, resource.ASNPrefix, resource.ASNAsdot, resource.ASNLeadingZero, resource.ASNRange,
		resource.CIDRHostBits, resource.CIDRSpelling, resource.CIDRNoLength, resource.CIDRIsRange,
		resource.NotPublic, resource.CIDRTooLong, resource.CIDRNotAdvertised,
	})
}
