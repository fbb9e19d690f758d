package qr

// words is the dictionary of the compression: what requests and responses of
// package handoff have in common, the most frequent last. It is part of the
// format: another one is another version.
const words = `"publicKey": "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA",
-----BEGIN CERTIFICATE-----MIIDKTCCAhGgAwIBAgIUA0GCSqGSIb3DQEBCwUAMBQxEjAQBgNVBAMMCQQDDBlCWU9BU04gcHJvb2Ygb2Ygb3duZXJzaGlwMB4XDTI2NTI3MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAIDAQABo1MwUTAdBgNVHQ4EFgQUMB8GA1UdIwQYMBaAFDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUAA4IBAQA=-----END CERTIFICATE-----",
{
  "version": 1,
  "kind": "byoasn-response",
  "request": "
  "certificate": "-----BEGIN CERTIFICATE-----MIID
  "items": [
    {
      "message": "1|aws|
      "signature": "__"
    }
  ]
}
{
  "version": 1,
  "kind": "byoasn-request",
  "note": "
  "signer": {
    "certificate": "
    "publicKey": "
  },
  "items": [
    {
      "account": "
      "cidr": "
      "asn": "
      "expires": "202
      "message": "1|aws||202|SHA256|RSAPSS"
    },
    {
`
