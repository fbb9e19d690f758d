// Package pkcs8 encrypts and decrypts private keys in the PKCS#8 form
// EncryptedPrivateKeyInfo, which a PEM file labels ENCRYPTED PRIVATE KEY.
//
// [Encrypt] writes one scheme. [Parse] reads the scheme a file names and the
// cost it asks for, and refuses a cost past its bounds, before any of it is
// spent; [EncryptedKey.Decrypt] then spends it.
//
// # Format
//
//	EncryptedPrivateKeyInfo ::= SEQUENCE {      RFC 5958 section 3
//	    encryptionAlgorithm  AlgorithmIdentifier,
//	    encryptedData        OCTET STRING }
//
// The algorithm is PBES2 (RFC 8018 section 6.2), which names a key derivation
// and a cipher:
//
//	derivation  PBKDF2 with HMAC over SHA-1, SHA-224, SHA-256, SHA-384 or
//	            SHA-512 (RFC 8018 appendix A.2), at most 10,000,000 iterations
//	            scrypt (RFC 7914 section 7), at most 256 MiB for its table,
//	            16 MiB for its blocks, and 2^24 for N*r*p
//	cipher      AES-128-CBC, AES-192-CBC, AES-256-CBC, DES-EDE3-CBC
//
// Any other algorithm is an [AlgorithmError] with its name. The encoding must be
// DER with nothing after it. Two departures from the letter of the standard that
// are in use are taken: a pseudo-random function without its NULL parameter, and
// HMAC-SHA-1 written out although it is the default.
//
// What is decrypted must be one whole DER SEQUENCE. A wrong passphrase leaves
// valid padding once in about 256 times; that second look catches it.
package pkcs8
