// Package lookuptest plays the registries, RIPE NCC's database and RIPEstat on a
// loopback address over TLS, for tests of programs that look things up:
//
//	server := lookuptest.NewServer(lookuptest.Record{Registry: registry.ARIN, Resource: resource.OfASN(3333)})
//	defer server.Close()
//	answer, err := server.Client().Record(ctx, resource.OfASN(3333))
//
// A [Record] is said once, and answered as each registry would: in RDAP with the
// remarks that it makes of its fields, at RIPE NCC in the database's text too. What
// is announced and which ROAs there are is said to the server ([Server.Announce],
// [Server.SetROAs]).
//
// There are two ways to it. [Server.Client] and [Server.Transport] find it under the
// registries' own names: the bootstrap chooses, a record at another registry is a
// redirect, and what is not public is refused, as on the Internet. [Server.Settings]
// and [Server.URL] name it as the one server, as a program does that is given the
// URL of a registry; it may then be asked for the numbers and ranges for
// documentation.
//
// [Server.Fail] makes the next requests fail, each in the way of a [lookup.Error]'s
// kind. It does not play what is of no server: a name that does not resolve, or a
// certificate that is not trusted.
//
// What it answers in words may change.
package lookuptest
