// Package certgen makes RSA keys and the self-signed certificates that prove to
// AWS whose they are, and reads both from whatever form they come in.
//
// Begin with [NewKey], or with [ReadKey] for a key that exists. [NewCertificate]
// makes the certificate, [OneLine] the text that goes to the registry, and
// [MarshalKey] and [MarshalCertificate] the files to keep:
//
//	key, err := certgen.NewKey(certgen.DefaultBits)
//	keyFile, err := certgen.MarshalKey(key, passphrase)
//	end, err := certgen.ValidFor(now, 365)
//	cert, err := certgen.NewCertificate(key, certgen.Profile{Subject: "Example Networks", NotAfter: end}, now)
//	line := certgen.OneLine(cert) // -----BEGIN CERTIFICATE-----MIID...-----END CERTIFICATE-----
//
// [NewCertificate] takes any [crypto.Signer], so that the key can stay in a token
// or a service. What a registry shows comes back through [ReadCertificate];
// [CheckSelfSignature] finds a letter that changed on the way. To sign with the
// key, or to judge a registry's whole record, is the work of other packages: sign
// and preflight. [Concerns] says what about a certificate itself AWS would not
// take. Nothing here reads a clock, a file or a network.
//
// # Certificates
//
// A certificate is what AWS's documented `openssl req -new -x509` makes of the
// key: X.509 version 3, signed with SHA-256 and RSASSA-PKCS1-v1_5, subject and
// issuer one common name of 1 to 64 printable characters, the extensions basic
// constraints (critical, CA:TRUE), subject and authority key identifier, and no
// others. The serial number is random, 128 bits; validity begins an hour before
// now and ends within 3650 days. The key has at least 2048 bits.
//
// [ReadCertificate] reads exactly one certificate, from DER or from text in UTF-8
// or UTF-16:
//
//	-----BEGIN CERTIFICATE-----   five hyphens either side, label as here
//	base64                        RFC 4648 section 4, padded, no bits left over
//	-----END CERTIFICATE-----
//
// Forgiven are white space (line breaks anywhere, within a marker too; blanks,
// tabs, no-break spaces, carriage returns; the escapes \n, \r, \t, \/ and \u002b),
// the attribute names descr:, remarks: and comment: in any case before a line, and
// text before and after, though it say BEGIN CERTIFICATE. Nothing else is: a lost
// dash, a typographic one, a lost letter, a second certificate, quoted-printable,
// the base64 of the whole file each have an error of their own.
//
// The inside has to be as RFC 5280 has it. What departs from it in ways that
// OpenSSL or Java do not mind is an error too, [CertificateDeparts], and returned
// with it, so that all else can be judged.
//
// # Private keys
//
// [ReadKey] reads one RSA key of 2048 to 16384 bits. In PEM, other blocks and
// text may stand around it:
//
//	PRIVATE KEY            PKCS#8, RFC 5958; also in DER
//	RSA PRIVATE KEY        PKCS#1, RFC 8017 appendix A.1; also in DER
//	  with DEK-Info          encrypted with DES, DES-EDE3, AES-128, -192 or -256,
//	                         each in CBC mode
//	ENCRYPTED PRIVATE KEY  PKCS#8 with PBES2, RFC 8018; also in DER:
//	                         PBKDF2 with HMAC over SHA-1, -224, -256, -384 or -512,
//	                         at most 10,000,000 iterations, or
//	                         scrypt, RFC 7914, at most 256 MiB for its table, 16
//	                         MiB for its blocks, and N*r*p of 2^24;
//	                         AES-128, -192, -256 or DES-EDE3, each in CBC mode
//	OPENSSH PRIVATE KEY    OpenSSH's own, plain or with bcrypt, at most 1024
//	                         rounds, and aes256-ctr or aes256-cbc
//
// Costs are compared with their bounds before the passphrase is asked for. What
// else OpenSSL, OpenSSH, PuTTY, Java, .NET, Windows, TPMs or tokens write is
// recognised, and the error has the command that converts it.
//
// A key whose base64 is whole is read whatever became of its lines: on one line,
// with \n in letters, in quotes, indented, quoted by mail, percent-encoded, as
// base64 of the whole file, with altered markers or none. Then
// [KeyFile.Warnings] has the slip and its fix. A number that is not written as DER
// has it is read with a warning too.
//
// [MarshalKey] writes ENCRYPTED PRIVATE KEY with PBKDF2-HMAC-SHA-256, 600,000
// iterations and AES-256-CBC.
//
// # Limits and secrets
//
// No input may pass 1 MiB. No error and no warning repeats anything of a key or a
// passphrase. A private key in the place of something that gets published is a
// [KindError] with Got [KindSecretKey], and its text is loud: that key is lost.
//
// Copies of keys are wiped where the package makes them, but for one read from the
// source of a web page, and for its numbers in BER; what crypto/rsa and the
// garbage collector leave in memory is not in its hands.
package certgen
