// Package lookup is what a question to a registry about an AS number or an
// address range needs and gives: whom to ask ([Bootstrap], [Settings]), what came
// back ([Answer], [ROAAnswer]) and why nothing did ([Error]). It touches no
// network; package lookup/client goes and gets it:
//
//	var c client.Client // the zero value is ready
//	answer, err := c.Record(ctx, resource.OfASN(12345))
//	answer.Record // for package preflight to judge
//
// # Whose a number is
//
// IANA's bootstrap files (RFC 9224) are embedded: [Bootstrap.ServerFor] says
// without a network which registry has an AS number or a range, and Published of
// the [Server] how old the list is.
//
// # Two readings of RIPE NCC
//
// RIPE NCC's RDAP shows the fields descr and remarks as one, and AWS reads descr
// alone. So its own database is read too: Database of the [Answer] has that
// record, or why there is none; where RDAP itself gave none, Database of the
// [Error]. Which of two that differ is right, package lookup does not say. [Saved]
// keeps both in one file, and [ParseSaved] and [Join] make of files again what the
// lookup returned.
//
// # When there is no answer
//
// Every lookup's error is an [*Error]. Its Kind tells the reasons apart, and
// [errors.Is] knows it:
//
//	var e *lookup.Error
//	switch {
//	case errors.Is(err, lookup.RateLimited): // e.RetryAfter
//	case errors.As(err, &e) && e.Absent(): // definitely not registered
//	default: // it could not be found out
//	}
//
// In a test of what a program does then, make one by hand, or have package
// lookuptest play it:
//
//	&lookup.Error{Kind: lookup.NotFound, Status: 404} // is Absent
//
// Answers and errors are groups in a log of log/slog, and JSON that is read back;
// of an error, without the cause.
package lookup
