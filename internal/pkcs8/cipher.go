package pkcs8

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/des"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

// A blockCipher is one of the ciphers in CBC mode with the padding of RFC 8018
// section 6.1.1: n bytes of value n, always at least one.
type blockCipher struct {
	name      string
	oid       string
	keySize   int // bytes
	blockSize int // bytes
	new       func(key []byte) (cipher.Block, error)
}

func blockCiphers() []blockCipher {
	return []blockCipher{
		{"AES-128-CBC", oidAES128CBC, 16, aes.BlockSize, aes.NewCipher},
		{"AES-192-CBC", oidAES192CBC, 24, aes.BlockSize, aes.NewCipher},
		{"AES-256-CBC", oidAES256CBC, 32, aes.BlockSize, aes.NewCipher},
		{"DES-EDE3-CBC", oidDESEDE3CBC, 24, des.BlockSize, des.NewTripleDESCipher},
	}
}

// parseCipher reads an encryption scheme: its name and initialization vector.
func parseCipher(algorithm cryptobyte.String) (blockCipher, []byte, error) {
	oid, ok := readOID(&algorithm)
	if !ok {
		return blockCipher{}, nil, malformed("the cipher")
	}
	for _, c := range blockCiphers() {
		if c.oid != oid {
			continue
		}
		var iv cryptobyte.String
		if !algorithm.ReadASN1(&iv, asn1.OCTET_STRING) || !algorithm.Empty() {
			return blockCipher{}, nil, malformed("the initialization vector")
		}
		if len(iv) != c.blockSize {
			return blockCipher{}, nil, fmt.Errorf("encrypted PKCS#8: the initialization vector has %d bytes, %s needs %d", len(iv), c.name, c.blockSize)
		}
		return c, iv, nil
	}
	return blockCipher{}, nil, &AlgorithmError{Name: Name(oid)}
}

// decrypt returns the plain text, or false when the padding is wrong.
func (c blockCipher) decrypt(key, iv, data []byte) ([]byte, bool) {
	block, err := c.new(key)
	if err != nil {
		return nil, false
	}
	plain := make([]byte, len(data))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
	padding := int(plain[len(plain)-1])
	if padding < 1 || padding > c.blockSize ||
		!bytes.HasSuffix(plain, bytes.Repeat([]byte{byte(padding)}, padding)) {
		clear(plain)
		return nil, false
	}
	return plain[:len(plain)-padding], true
}

func (c blockCipher) encrypt(key, iv, plain []byte) ([]byte, error) {
	block, err := c.new(key)
	if err != nil {
		return nil, err
	}
	padding := c.blockSize - len(plain)%c.blockSize
	data := make([]byte, 0, len(plain)+padding) // never to grow, and leave the plain text behind
	data = append(append(data, plain...), bytes.Repeat([]byte{byte(padding)}, padding)...)
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(data, data)
	return data, nil
}
