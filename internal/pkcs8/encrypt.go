package pkcs8

import (
	"crypto/aes"
	"crypto/pbkdf2"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"errors"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

const (
	// Iterations of PBKDF2-HMAC-SHA-256 that Encrypt runs: the count that
	// OWASP's password storage cheat sheet asks for. About a tenth of a second.
	Iterations = 600_000
	saltSize   = 16 // bytes: 128 bits, NIST SP 800-132 section 5.1
	keySize    = 32 // bytes: AES-256
)

// Encrypt encrypts the DER of a private key as PBES2 with PBKDF2-HMAC-SHA-256
// and AES-256-CBC, which every OpenSSL since 1.0.1 reads. An empty passphrase is
// an error.
func Encrypt(der, passphrase []byte) ([]byte, error) {
	if len(passphrase) == 0 {
		return nil, errors.New("the passphrase is empty: it would protect nothing")
	}
	salt, iv := make([]byte, saltSize), make([]byte, aes.BlockSize)
	rand.Read(salt) // crypto/rand.Read never fails
	rand.Read(iv)
	key, err := pbkdf2.Key(sha256.New, string(passphrase), salt, Iterations, keySize)
	if err != nil {
		return nil, err
	}
	defer clear(key)
	data, err := blockCipher{new: aes.NewCipher, blockSize: aes.BlockSize}.encrypt(key, iv, der)
	if err != nil {
		return nil, err
	}
	return marshal(salt, iv, data)
}

// marshal writes the EncryptedPrivateKeyInfo of the one scheme we write.
func marshal(salt, iv, data []byte) ([]byte, error) {
	var b cryptobyte.Builder
	sequence(&b, func(b *cryptobyte.Builder) {
		sequence(b, func(b *cryptobyte.Builder) {
			addOID(b, oidPBES2)
			sequence(b, func(b *cryptobyte.Builder) {
				sequence(b, func(b *cryptobyte.Builder) { addPBKDF2(b, salt) })
				sequence(b, func(b *cryptobyte.Builder) {
					addOID(b, oidAES256CBC)
					b.AddASN1OctetString(iv)
				})
			})
		})
		b.AddASN1OctetString(data)
	})
	return b.Bytes()
}

func addPBKDF2(b *cryptobyte.Builder, salt []byte) {
	addOID(b, oidPBKDF2)
	sequence(b, func(b *cryptobyte.Builder) {
		b.AddASN1OctetString(salt)
		b.AddASN1Int64(Iterations)
		sequence(b, func(b *cryptobyte.Builder) {
			addOID(b, oidHMACSHA256)
			b.AddASN1NULL()
		})
	})
}

func sequence(b *cryptobyte.Builder, content cryptobyte.BuilderContinuation) {
	b.AddASN1(asn1.SEQUENCE, content)
}

// addOID adds an object identifier given in dots, one of this package's own.
func addOID(b *cryptobyte.Builder, dots string) {
	oid, err := x509.ParseOID(dots)
	if err != nil {
		b.SetError(err)
		return
	}
	b.AddASN1(asn1.OBJECT_IDENTIFIER, func(b *cryptobyte.Builder) {
		der, err := oid.MarshalBinary()
		if err != nil {
			b.SetError(err)
		}
		b.AddBytes(der)
	})
}
