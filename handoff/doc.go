// Package handoff is how messages get from a machine with a network to the
// secure host that has the private key, and signatures back: two small files,
// bound to each other.
//
//	request, err := handoff.NewRequest(messages, handoff.Options{})  // connected
//	request.Marshal()                                                // to carry over
//
//	request, err = handoff.ParseRequest(file)                        // secure host
//	err = request.Check(key.Public(), certificate, now)              // would Respond sign it?
//	request.Describe(now)                                            // to show, and have confirmed
//	response, err := handoff.Respond(key, certificate, request, now)
//	response.AuditLines(now)                                         // to log
//
//	response, err = handoff.ParseResponse(file)                      // connected
//	accepted, err := handoff.Accept(request, response, now)          // with its own request
//
// Package handoff/qr carries the files from screen to camera. To sign without
// such files, use packages message and sign.
//
// # What is compared with what
//
// The secure host believes nothing of a request. A message is read from its
// fields (account, ASN or range, expiry), composed anew, and refused unless it
// is the message in the file, to the byte; so what Describe says in plain words
// is what is signed. Respond refuses another key or certificate than the request
// names, and messages that have expired, before it signs the first.
//
// The connected machine believes nothing of a response. Accept takes it only for
// the request that it names by digest, with the same messages in the same order,
// each with a signature that verifies for it, all with one key, which is the one
// that the request names. If the request names nobody, any key's response is
// accepted: name the signer, to Response.CheckSigner afterwards if not before, or
// compare the certificate's fingerprint.
//
// Neither file holds a secret, and neither says who made it. A request may be
// changed on its way, by whoever carries it; that is what the digest is for, and
// the words of Describe, on the screen of the machine that is trusted.
//
// # Format
//
// Both files are JSON (RFC 8259) in UTF-8: one object whose members come in the
// order below, with no other members, indented by two blanks a level, and with a
// newline at the end.
//
// A request of one message, whose digest is
// 71961 33015 42543 39858 64596 42307:
//
//	{
//	  "version": 1,
//	  "kind": "byoasn-request",
//	  "note": "renewal, ticket 4711",
//	  "signer": {
//	    "publicKey": "C5:4C:18:FF:D5:6D:EF:47:63:90:3F:BA:C9:F6:45:CF:D4:68:6E:4C:65:19:75:43:72:7C:78:9C:5D:FD:2D:80"
//	  },
//	  "items": [
//	    {
//	      "account": "123456789012",
//	      "asn": "64496",
//	      "expires": "20271231",
//	      "message": "1|aws|123456789012|64496|20271231|SHA256|RSAPSS"
//	    }
//	  ]
//	}
//
// What its members are:
//
//   - version is 1. It comes first: a file with a higher number is refused for
//     that, and for nothing else that is in it.
//   - note is left out when there is none: 1 to 200 characters of printable
//     ASCII (0x20 to 0x7E), which every console shows. That leaves out line
//     breaks, control characters, letters that look like others, and those that
//     turn the direction of a line.
//   - signer is left out when any key may sign; else it has one or both of
//     certificate and publicKey: the SHA-256 of the certificate's DER, and of its
//     SubjectPublicKeyInfo.
//   - items are 1 to 1000 messages, no two the same. Each has asn or cidr. The
//     fields are spelled as in the message.
//
// The response to it, its long texts cut short here:
//
//	{
//	  "version": 1,
//	  "kind": "byoasn-response",
//	  "request": "...",
//	  "certificate": "-----BEGIN CERTIFICATE-----MIID...-----END CERTIFICATE-----",
//	  "items": [
//	    {
//	      "message": "1|aws|123456789012|64496|20271231|SHA256|RSAPSS",
//	      "signature": "..."
//	    }
//	  ]
//	}
//
// What the others of its members are:
//
//   - request is the request's digest, 64 lower-case hexadecimal digits.
//   - certificate is the signer's, self-signed, as it is published. If there was
//     none at hand, publicKey stands in its place: the SubjectPublicKeyInfo in
//     base64 (RFC 4648 section 4). The key is RSA, 2048 bits or more.
//   - items are the request's messages in its order; signature is the text form
//     of package sign.
//
// The parsers take what Marshal prints, and forgive white space between the
// tokens of JSON alone: what an editor's indentation, a mail's line ends or a
// lost newline change. Every other spelling is a [*problem.Problem] with an ID and
// the place. A request has 512 KiB at the most, a response 4 MiB. [Request] and
// [Response] read and write the same as JSON of encoding/json.
//
// # Digest
//
// The digest of a request is the SHA-256 of its canonical bytes: those that
// [Request.Marshal] prints. For a file that nothing has indented anew, that is
// what sha256sum prints. The response is bound by all of its 256 bits.
//
// People compare [Digest.String], 30 decimal digits in six groups: the first 30
// bytes of the digest, five to a group, each five as a big-endian number modulo
// 100000. Digits are said alike in every language and mistaken in no font. They
// are 10^30 possible values, 99.6 bits. Whoever can change the request on its
// way and wants another one with the same digits has to make some 2^99 of them:
// nobody can. Whoever writes both has only to find two that agree, among some
// 2^50, and that can be done; but then the words that the secure host shows are
// not those that were agreed on. And no digest helps where the machine that shows
// it is the attacker's. So the words decide what is signed, and the digits tell
// whether it is what the other machine asked for.
//
// There is neither a random number nor a time in a request. Equal requests are
// the same request with the same digest: it can be typed on both machines
// instead of carried, it can be made again after a crash, and the response to
// one is a response to the other, which is harmless as it is the same messages
// that were signed. A note tells two apart.
package handoff
