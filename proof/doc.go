// Package proof is the file that carries a job's values from one command to the
// next: for each AS number or range that is brought to AWS, the account, the
// registry, what it is announced with, where the key and the certificate are,
// the message and its signature as they come, and when each step was last looked
// at. It never holds a secret.
//
//	file, err := proof.Parse(data)               // strict
//	p, err := file.Find(proof.Which{})           // the only one, or why there is none
//	p.Message, p.Signature = message, signature
//	data = file.Marshal()
//
// # Format
//
// One JSON object (RFC 8259) in UTF-8, made to be read and edited by hand:
//
//	{
//	  "version": 1,
//	  "proofs": [
//	    {
//	      "account": "123456789012",
//	      "asn": "65551",
//	      "registry": "ripe",
//	      "region": "us-east-1",
//	      "ipam": "ipam-0123456789abcdef0",
//	      "pool": "ipam-pool-0123456789abcdef0",
//	      "announce": ["192.0.2.0/24"],
//	      "key": "private-key.pem",
//	      "certificate": "certificate.pem",
//	      "message": "1|aws|123456789012|65551|20301231|SHA256|RSAPSS",
//	      "signature": "…",
//	      "looks": {
//	        "published": {"verdict": "pass", "at": "2030-11-25T07:36:00Z", "summary": "…"}
//	      }
//	    }
//	  ]
//	}
//
// Members:
//
//   - version is 1. A file with a higher number is refused for that alone.
//   - proofs are at most 1000, no two with the same account and resource.
//   - account is the 12 digits of the AWS account.
//   - asn or cidr is the resource, as a message has it. One of them is needed, and
//     nothing else is.
//   - registry is arin, ripe, apnic, lacnic or afrinic.
//   - service is ipam (also if it is left out), ec2 or globalaccelerator.
//   - region, ipam and pool are AWS's names for where it is provisioned.
//   - announce is the ranges that are announced: for an ASN from it, for a range
//     parts of it.
//   - key and certificate are files' names, seen from the folder of the proof file.
//   - publicKey and certificateSHA256 are their fingerprints, 32 bytes in
//     hexadecimal with colons: what is known of a key on another machine.
//   - message and signature are the newest. They have to be about the account and
//     the resource.
//   - looks has, for a step's name, the verdict (pass, warn, fail, unknown) and
//     time (RFC 3339) of the last look at it, and a sentence. From roas on the
//     steps are of a range: "seen 192.0.2.0/24".
//
// [Parse] takes any white space and order of members, and refuses what it does
// not know: a name that is misspelt is an error with the place, never ignored.
// [File.Marshal] writes the members in the order above.
package proof
