// Package seen says whether the Internet sees a range announced from an AS
// number, by what RIPEstat's looking glass answered (package lookup), with which
// lookup/client asks for it. It touches no network itself.
//
//	report, err := seen.Judge(seen.Input{Prefix: prefix, ASN: 64496, Glass: glass, Now: time.Now()})
//	report.Verdict // preflight.Pass, Fail or Unknown
//
// # The source
//
// The looking glass has what the peers of RIPE RIS's route collectors have, near
// real time. RIPEstat's routing-status, prefix-routing-consistency and
// announced-prefixes are snapshots of 00, 08 and 16 UTC, and up to ten hours old:
// they say nothing of a change made today, and are not read.
//
// # The threshold
//
// The share is that of the peers that have exactly this range, from the own AS
// number. The answer tells who has it, and not who has not. So it is a share of
// [Input.Peers], or of all peers in the answer if those are more.
//
//   - pass: the share is [Enough], 75 %, or more. A route that nobody filters
//     is at all but some few of the peers, some of which have a part of the
//     Internet's routes alone.
//   - fail: the share is below 10 %; or below Enough, and a ROA forbids the
//     route, which networks that validate then drop.
//   - unknown: between the two, on its way or filtered; or there is no answer, or
//     one that is older than [Input.MaxAge], an hour if nothing else is said.
//
// Other origins of the range, and of parts of it, are warnings: traffic for them
// goes elsewhere, as far as they are seen, but whose they are nobody but the
// holder of the range knows.
//
// # Time
//
// Since when each peer has the route that it has, the answer tells too:
// [Report.Arrivals] is how the range came through. [Report.History] is what several
// looks saw, one after the other.
package seen
