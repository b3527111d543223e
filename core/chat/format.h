// The light formatting of a message: read once when it is stored or edited, kept beside the body as JSON, and shown by page and script alike.
//
//   **bold**  *italic*  _italic_  `code`  > quote  http://... https://... www....  @name  /me does  and blocks between lines of ```
//
// All else is text, and every letter of the body is found in the outcome: only the marks above disappear, and backslashes that kept both marks of
// a pair from working. Hence a parser of our own. CommonMark's libraries (cmark-gfm was tried) change what they do not format and cannot be told not to:
// white space at line beginnings and ends goes, entities are decoded, "[x]: http://y" vanishes, numbers become lists, lines with # headings;
// and its tree does not say where in the body a text stood. Marks differ from CommonMark where people talk rather than write documents: they
// work beside letters of scripts without spaces and inside no word (snake_case, 2*3*4), may overlap, and pair within one paragraph.
//
// Linear in the body: every character is looked at a fixed number of times, and marks are paired through one slot a kind, without a stack.
//
// The JSON, compact, is an array of blocks: ["p", run, ...] | ["q", run, ...] (quote) | ["c", text] (code) | ["me", run, ...] (/me).
// A run is text | ["b", text] | ["i", text] | ["bi", text] | ["c", text] | ["a", text, href] | ["m", text, participant]; texts are raw.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/ids.h"

namespace chat {

// Above this the format of a message is left away, and the body is shown as it is.
constexpr std::size_t most_format_bytes = 60'000;
constexpr std::size_t most_mentions = 10;

// Candidates for names after '@', in their order, each once, at most `most_mentions`. "@Ana." gives "Ana." and "Ana", for names may end so. None within
// code and addresses. What is no possible name is not among them; which of them anybody has is for the caller to find out.
std::vector<std::string> mentioned_names(std::string_view body);

// Who is meant by a name, as it was written.
using Mentions = std::unordered_map<std::string, base::ParticipantId>;

// The JSON, or nothing when the body is plain text. `body` has passed check_body().
std::string format_of(std::string_view body, const Mentions& mentions);

}  // namespace chat
