// Package sign makes and verifies the signature by which AWS believes an
// authorization message, and says why one does not verify.
//
//	sig, err := sign.Sign(key, m.Bytes()) // any crypto.Signer with an RSA key
//	sig.String()                          // the text form, as AWS takes it
//
//	sig, err = sign.Parse(text)
//	err = sign.Verify(pub, m.Bytes(), sig) // nil, or why not
//
// # Scheme
//
// RSASSA-PSS (RFC 8017 section 8.1) with SHA-256, MGF1 with SHA-256 and a salt
// of exactly 32 bytes, over the exact bytes of the message. AWS documents no
// other parameters, so [Sign] makes and [Verify] takes no others. The salt is
// random: two signatures of one message differ, and both verify.
//
// # Text form
//
// Standard base64 with padding (RFC 4648 section 4), then + turned into -, =
// into _ and / into ~, and no line breaks. This is neither base64 nor
// base64url. A signature of an RSA 2048 key is 256 bytes long and 344
// characters as text. [Parse] takes that form and nothing else; its
// [EncodingError] says what it got instead.
//
// The sources are AWS's pages "Tutorial: Bring your ASN to IPAM" (Amazon VPC
// IPAM) and "Onboard your address range" (Amazon EC2), whose command is
//
//	echo -n $text_message | openssl dgst -sha256 -sigopt rsa_padding_mode:pss \
//	    -sigopt rsa_pss_saltlen:-1 -sign private-key.pem -keyform PEM |
//	    openssl base64 | tr -- '+=/' '-_~' | tr -d "\n"
//
// # Signers
//
// Anything that holds an RSA key as a [crypto.Signer] will do: a key in a file,
// a token, a key management service, or, with package external, a command that
// reaches the key. Some of them make another salt or padding whatever they are
// asked for, so [Sign] verifies what it got before it hands it on.
package sign
