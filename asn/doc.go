// Package asn is an autonomous system number: reading it, writing it, and
// knowing which numbers nobody can announce to the public Internet.
//
// A number comes in as people write it and goes out as the registries and AWS
// take it:
//
//	n, err := asn.Parse("AS64496") // or "64496", or "as64496"
//	n.String()                     // "64496"
//
// # Format
//
// The text form is asplain (RFC 5396 section 2): decimal digits of a 32-bit
// number, 0 to 4294967295, with no leading zero. [Parse] takes the prefix "AS"
// in any case in front of it, [Number.String] never writes it. Everything else
// is refused with an [Error] that says what it is: a sign, a blank, a leading
// zero, a value past 32 bits, and asdot ("1.10"), whose plain equivalent the
// error carries.
//
// # Numbers that are not public
//
// [Number.Special] knows the ranges that IANA keeps for documentation, private
// use, AS_TRANS and the like. AWS provisions public numbers only, so such a
// number can be used in an example and never in a real request.
package asn
