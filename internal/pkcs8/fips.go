package pkcs8

// minApprovedSalt is in bytes: 128 bits, NIST SP 800-132 section 5.1. OpenSSL
// writes 8 before 3.2.
const minApprovedSalt = 16

// Unapproved names what of the encryption crypto/fips140 does not approve, and is
// empty when all of it is: AES-CBC, and PBKDF2 with an HMAC of the SHA-2 family
// and a salt of 128 bits. A process that allows nothing else has to look before
// it decrypts: what it calls then fails or panics, and for a cipher that
// [EncryptedKey.Decrypt] cannot make it says [ErrPassphrase].
func (k *EncryptedKey) Unapproved() string {
	p, ok := k.kdf.(*pbkdf2Params)
	switch {
	case !ok:
		return k.kdf.String()
	case k.cipher.oid == oidDESEDE3CBC:
		return k.cipher.name
	case p.prf.name == "HMAC-SHA-1":
		return "PBKDF2-HMAC-SHA-1"
	case len(p.salt) < minApprovedSalt:
		return "PBKDF2 with a salt shorter than 16 bytes"
	}
	return ""
}
