package certgen

import (
	"math/big"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"

	"github.com/byoasn/byoasn/problem"
)

// Some libraries (node-forge, and programs that print numbers themselves) write
// the integers of a key with a zero too many, or without the one that keeps them
// positive. What is meant is plain, since no number of a key is negative.

// looseKey reads a plain RSA private key whose lengths and numbers are not in
// their shortest form, and returns it written anew. Its kind is empty for
// anything else.
func looseKey(der []byte) structure {
	whole, rest, ok := readElement(der)
	if !ok || whole.tag != tagSequence || len(rest) > 0 || len(der) > 2*maxKeyDER {
		return structure{}
	}
	parts := elements(whole.content)
	form := formPKCS1
	if len(parts) >= 3 && parts[0].tag == tagInteger && parts[1].tag == tagSequence && parts[2].tag == tagOctets {
		if algorithmOID(parts[1]) != oidRSA {
			return structure{}
		}
		inner, rest, ok := readElement(parts[2].content)
		if !ok || inner.tag != tagSequence || len(rest) > 0 {
			return structure{}
		}
		for _, more := range parts[3:] { // attributes and the public key, RFC 5958 section 2
			if more.tag != 0xa0 && more.tag != 0x81 {
				return structure{}
			}
		}
		parts, form = elements(inner.content), formPKCS8
	}
	tight, ok := tightPKCS1(parts)
	if !ok {
		return structure{}
	}
	return structure{kind: kindPrivateKey, form: form, rsa: tight, loose: tight}
}

// isLooseKey says whether looseKey reads it.
func isLooseKey(der []byte) bool {
	found := looseKey(der)
	defer clear(found.loose)
	return found.kind != ""
}

// pkcs1Numbers are the version, modulus, exponents, primes and what is derived
// from them (RFC 8017 appendix A.1.2).
const pkcs1Numbers = 9

// tightPKCS1 writes RSAPrivateKey in DER.
func tightPKCS1(numbers []element) ([]byte, bool) {
	if len(numbers) != pkcs1Numbers {
		return nil, false
	}
	var b cryptobyte.Builder
	b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
		for _, number := range numbers {
			b.AddASN1BigInt(new(big.Int).SetBytes(number.content))
		}
	})
	for _, number := range numbers {
		if number.tag != tagInteger || len(number.content) == 0 {
			return nil, false
		}
	}
	der, err := b.Bytes()
	return der, err == nil
}

func looseWarning() *problem.Problem {
	return &problem.Problem{ID: keyWritten, Minor: true,
		What: "the private key's numbers are not written as DER has them (BER, as node-forge and others write it): it is read all the same",
		Fix:  "write it anew: openssl rsa -in OLD -out NEW, or with the library that made it in a newer version"}
}
