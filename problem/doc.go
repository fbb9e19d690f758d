// Package problem is the one form in which this module says what is wrong and
// what to do about it.
//
// A [Problem] has a stable [ID], the place it is about, what was seen there, the
// sentence and the fix. It is an error, and so is a [List] of them; both are
// always pointers. Callers tell problems apart by their ID alone, never by text:
//
//	_, err := message.Parse(text)
//	if errors.Is(err, message.ExpiryFormat) { … }
//
//	var p *problem.Problem
//	if errors.As(err, &p) { fmt.Println(p.Fix) }
//
// The package is also the one owner of showing text that came from outside: what
// [Clip], [Quote], [Visible] and [EscapeJSON] return holds nothing that a
// terminal would act on, is bounded in length (but for [Visible] and
// [EscapeJSON], whose input is), and never repeats what looks like a secret
// ([Secret]).
package problem
