// Package byoasn is the overview of a toolkit with which network operators
// bring their own autonomous system number (BYOASN) and address ranges (BYOIP)
// to AWS. It has no code of its own: the work is in the packages below it, and
// the command line is in cmd/byoasn.
//
// AWS lets a company announce its addresses under its own ASN once it has seen
// a proof: a message, signed with a private key whose self-signed certificate
// stands in the ASN's public record at ARIN, RIPE NCC or APNIC.
//
//	1|aws|ACCOUNT|ASN|YYYYMMDD|SHA256|RSAPSS
//
// # From key to verdict
//
// Begin with packages message and sign, which make the proof, and preflight, which
// says whether AWS will accept it; the example below goes the whole way. The
// program examples/quickstart is the same with a registry to look at, complete.
//
// # Packages
//
// In the order in which one needs them:
//
//   - [github.com/byoasn/byoasn/resource]: an AS number or an address range, and which are not public
//   - [github.com/byoasn/byoasn/certgen]: RSA keys and their files, certificates in any form people paste
//   - [github.com/byoasn/byoasn/registry]: the registries, and what AWS reads at each
//   - [github.com/byoasn/byoasn/publish]: what to paste, send or mail to get a certificate into a record
//   - [github.com/byoasn/byoasn/message]: compose the message strictly; read one and explain its slips
//   - [github.com/byoasn/byoasn/sign]: the RSASSA-PSS signature, its text form, and why one does not verify
//   - [github.com/byoasn/byoasn/sign/external]: a crypto.Signer that is a command
//   - [github.com/byoasn/byoasn/preflight]: whether AWS will accept it, and if not, why and what to do
//   - [github.com/byoasn/byoasn/lookup/client]: fetching records, over the network
//   - [github.com/byoasn/byoasn/lookup]: whom to ask for a record, and what came back
//   - [github.com/byoasn/byoasn/rdap]: a registry's record, and the certificates in it
//   - [github.com/byoasn/byoasn/roa]: whether ROAs let an AS number announce a range
//   - [github.com/byoasn/byoasn/provision]: AWS's requests, and the runbook
//   - [github.com/byoasn/byoasn/provision/provisiontest]: a double of AWS for tests, which verifies the proof
//   - [github.com/byoasn/byoasn/handoff]: messages to a secure host and signatures back
//   - [github.com/byoasn/byoasn/handoff/qr]: the same as QR codes
//   - [github.com/byoasn/byoasn/seen]: whether the Internet sees the route
//   - [github.com/byoasn/byoasn/proof]: the file that carries a job's values
//   - [github.com/byoasn/byoasn/awsstate]: what AWS answers, and what its reasons mean
//   - [github.com/byoasn/byoasn/status]: where a job stands, and what to run next
//   - [github.com/byoasn/byoasn/problem]: the one form of what is wrong and how to fix it
//   - [github.com/byoasn/byoasn/lookup/lookuptest]: registries on loopback, for tests
//
// None of them but lookup/client and the two for tests touches a network, and none
// reads a clock or prints: they take values, readers and an explicit "now", which is
// an error where it is forgotten ([problem.NoTime]).
//
// # What they weigh
//
// A program that imports message and sign, with a key of its own, links no network
// and nothing of a third party: 2.6 MB, of which 1.9 MB are fmt and crypto/rsa. With
// certgen and preflight, golang.org/x/crypto and go-json-experiment come in; the network,
// TLS and openrdap come with lookup/client alone (10 MB).
//
// # Errors
//
// What is wrong with an input is a [github.com/byoasn/byoasn/problem.Problem]: a
// stable ID for errors.Is, what was seen, and the fix. None contains a secret. A
// nil where a value is needed is an error, never a panic; errors are pointers.
//
// # Compatibility
//
// Versions follow semver.org. From v1.0.0 on these stay: the exported API, IDs and
// the values of enumerations, the JSON that types and commands write, and the exit
// statuses. A minor version may add to all of them: fields (write structs with the
// names of theirs), members of JSON (skip what you do not know), IDs and checks (take
// an unknown one for another failure). A form of JSON that has a version raises it
// when a reader has to know; older ones are read on. Texts may change in any version:
// what a problem says, a fix, a headline, what a table looks like. A verdict changes
// where AWS or a registry does, and that is a patch. Packages lookuptest and
// provisiontest keep their API, and what they answer follows those that they play.
//
// Before v1.0.0 anything may change, with a line in CHANGELOG.md. It takes the newest
// release of Go or the one before, and no older one than go.mod names. The packages
// without a network are tested in 32 bits and as WebAssembly too.
package byoasn
