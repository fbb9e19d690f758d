// Package strictjson reads JSON that must be right: what a registry answers,
// and files that come back from another machine.
//
//	r, err := strictjson.NewReader(data, strictjson.Options{Field: "the record", MaxSize: 4 << 20, MaxDepth: 64})
//	err = r.Object(func(name string) error {
//		switch name {
//		case "handle":
//			handle, err = r.Text()
//			return err
//		}
//		return r.SkipMember(name, known) // refuses "Handle"
//	})
//	err = r.End() // nothing may follow
//
// A [Reader] goes from value to value and takes each as the type that the caller
// names; null is of no other type. Names that stand twice, text that is not
// UTF-8 (RFC 7493), nesting past a depth and input past a size are refused.
// Every error is a [*problem.Problem] with the JSON pointer (RFC 6901) of what
// it is about and, where it is a value, its bytes.
//
// It is on the tokens of github.com/go-json-experiment/json/jsontext, the syntax
// half of Go's second JSON package, for its strictness first. Measured with
// recorded answers of registries (101 kB, Intel Xeon, Go 1.26) and the malformed
// records of package rdap's tests, by BenchmarkParseJSON and
// TestNoOtherDecoderIsAsStrict there:
//
//	decoder                   MB/s  to openrdap's  allocations  malformed, refused
//	rdap.ParseJSON, on this    225            3.1         2317                  51
//	json v2, Unmarshal         290            4.1          976                  35
//	encoding/json, Unmarshal   130            1.6         1469                  28
//	openrdap's Decoder          75            1.0        14569                  19
//
// Unmarshal of version 2 is faster, but reads null and a name in another case
// as absent, and counts nothing while it allocates. Version 1 takes names that
// stand twice and letters that are not UTF-8 besides, and openrdap's decoder
// wrong types.
package strictjson
