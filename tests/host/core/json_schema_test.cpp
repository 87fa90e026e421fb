#include "core/json_schema.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace voygen::core {
namespace {

using nlohmann::json;

const json kSearch = json::parse(R"({
  "type": "object", "additionalProperties": false, "required": ["destination", "checkIn", "rooms"],
  "properties": {
    "destination": {"type": "string", "minLength": 2, "maxLength": 200, "description": "City, region or hotel"},
    "checkIn": {"type": "string", "format": "date", "description": "First night"},
    "giataId": {"type": "string", "pattern": "^[0-9]+$", "description": "GIATA number, digits only"},
    "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "guests": {"type": "integer", "minimum": 1, "maximum": 9},
    "cabin": {"enum": ["economy", "premium", "business", "first"]},
    "budget": {"type": ["number", "null"], "exclusiveMinimum": 0, "multipleOf": 0.5},
    "rooms": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"$ref": "#/definitions/room"}},
    "amenities": {"type": "array", "uniqueItems": true, "items": {"type": "string"}},
    "where": {"anyOf": [{"type": "object", "required": ["lat"], "properties": {"lat": {"type": "number"}}}, {"type": "string"}]},
    "labels": {"type": "object", "patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false},
    "mode": {"const": "fast"}
  },
  "definitions": {"room": {"type": "object", "required": ["adults"], "properties": {"adults": {"type": "integer", "minimum": 1}}}}
})");

json with(const std::string& change) {
  json document = json::parse(R"({"destination":"Rome","checkIn":"2027-05-01","rooms":[{"adults":2}]})");
  document.merge_patch(json::parse(change));
  return document;
}

std::string told(const json& document, const json& schema = kSearch) { return explain(JsonSchema(schema).violations(document)); }

TEST(JsonSchema, SaysNothingAboutWhatIsRight) {
  EXPECT_EQ(told(with("{}")), "");
  EXPECT_EQ(told(with(R"({"guests":9,"cabin":"first","budget":1.5,"mode":"fast","labels":{"x-a":"b"},"where":"Rome","giataId":"17"})")), "");
}

TEST(JsonSchema, NamesFieldValueAndWhatIsAllowed) {
  struct Case {
    const char* change;
    const char* message;
  };
  const Case cases[] = {
      {R"({"guests":0})", R"("guests" is 0; it must be at least 1)"},
      {R"({"guests":10})", R"("guests" is 10; it must be at most 9)"},
      {R"({"guests":"two"})", R"("guests" is "two"; it must be an integer)"},
      {R"({"guests":2.5})", R"("guests" is 2.5; it must be an integer)"},
      {R"({"guests":true})", R"("guests" is true; it must be an integer)"},
      {R"({"guests":{"adults":2}})", R"("guests" is an object with 1 field; it must be an integer)"},
      {R"({"budget":0})", R"("budget" is 0; it must be more than 0)"},
      {R"({"budget":1.3})", R"("budget" is 1.3; it must be a multiple of 0.5)"},
      {R"({"budget":"x"})", R"("budget" is "x"; it must be a number or null)"},
      {R"({"checkIn":null})", R"("checkIn" is missing; it is required (string, YYYY-MM-DD))"},
      {R"({"destination":null})", R"("destination" is missing; it is required (string, City, region or hotel))"},
      {R"({"guest":2})", R"(unknown field "guest"; did you mean "guests"? known fields: amenities, budget, cabin, checkIn, code, destination, giataId, guests, labels, mode, rooms, where)"},
      {R"({"check_out":2})", R"(unknown field "check_out"; known fields: amenities, budget, cabin, checkIn, code, destination, giataId, guests, labels, mode, rooms, where)"},
      {R"({"cabin":"bussiness"})", R"("cabin" is "bussiness"; did you mean "business"? allowed: "economy", "premium", "business", "first")"},
      {R"({"cabin":7})", R"("cabin" is 7; allowed: "economy", "premium", "business", "first")"},
      {R"({"checkIn":"tomorrow"})", R"("checkIn" is "tomorrow"; it must be a date, YYYY-MM-DD)"},
      {R"({"checkIn":"2027-02-30"})", R"("checkIn" is "2027-02-30"; it must be a date, YYYY-MM-DD)"},
      {R"({"giataId":"a1"})", R"("giataId" is "a1"; it must be as described: GIATA number, digits only)"},
      {R"({"code":"fra"})", R"("code" is "fra"; it must match the pattern ^[A-Z]{3}$)"},
      {R"({"destination":"R"})", R"("destination" is "R"; it must have at least 2 characters)"},
      {R"({"rooms":[]})", R"("rooms" has 0 items; it must have at least 1 item)"},
      {R"({"rooms":[{"adults":1},{"adults":1},{"adults":1}]})", R"("rooms" has 3 items; it must have at most 2 items)"},
      {R"({"rooms":[{"adults":1},{"adults":0}]})", R"("rooms[1].adults" is 0; it must be at least 1)"},
      {R"({"rooms":[{}]})", R"("rooms[0].adults" is missing; it is required (integer))"},
      {R"({"rooms":{"adults":1}})", R"("rooms" is an object with 1 field; it must be an array)"},
      {R"({"amenities":["pool","pool"]})", R"("amenities" has "pool" twice; its items must differ)"},
      {R"({"mode":"slow"})", R"("mode" is "slow"; it must be "fast")"},
      {R"({"where":{"lat":"x"}})", R"("where.lat" is "x"; it must be a number)"},
      {R"({"where":5})", R"(one of these must be put right: "where" is 5; it must be an object - or: "where" is 5; it must be a string)"},
      {R"({"labels":{"y":"b"}})", R"(unknown field "labels.y"; no fields are known here)"},
      {R"({"labels":{"x-a":1}})", R"("labels.x-a" is 1; it must be a string)"},
  };
  for (const Case& one : cases) EXPECT_EQ(told(with(one.change)), one.message) << one.change;
  EXPECT_EQ(told(json::array({1})), R"(the whole is an array of 1; it must be an object)");
}

TEST(JsonSchema, TellsNullFromMissing) {
  json document = with("{}");
  document["guests"] = nullptr;
  EXPECT_EQ(told(document), R"("guests" is null; it must be an integer, or be left out)");
}

TEST(JsonSchema, TellsAllViolationsAtOnceWithTheirPlaces) {
  const auto found = JsonSchema(kSearch).violations(json::parse(R"({"destination":"R","guests":0,"rooms":[{"adults":0}],"a/b":1})"));
  std::vector<std::string> paths;
  for (const auto& violation : found) paths.push_back(violation.path);
  EXPECT_EQ(paths, (std::vector<std::string>{"/a~1b", "/checkIn", "/destination", "/guests", "/rooms/0/adults"}));
}

TEST(JsonSchema, NeverRepeatsLongTexts) {
  const std::string message = told(with(R"({"destination":")" + std::string(10'000, 'x') + "\"}"));
  EXPECT_EQ(message, "\"destination\" is \"" + std::string(60, 'x') + "…\" (10000 characters); it must have at most 200 characters");
  EXPECT_LT(told(with("{\"" + std::string(10'000, 'x') + "\":1}")).size(), 300U);
}

TEST(JsonSchema, CutsBetweenCharacters) {
  std::string umlauts;
  for (int i = 0; i < 300; ++i) umlauts += "ü";
  const std::string message = told(with(R"({"destination":")" + umlauts + "\"}"));
  EXPECT_EQ(message, "\"destination\" is \"" + umlauts.substr(0, 120) + "…\" (300 characters); it must have at most 200 characters");
}

// std::regex recurses once per character; a megabyte would exhaust the stack.
TEST(JsonSchema, NeverTriesExpressionsOnHugeTexts) {
  const std::string huge(1'000'000, '1');
  EXPECT_EQ(told(with(R"({"giataId":")" + huge + "\"}")), "\"giataId\" is \"" + std::string(60, '1') + "…\" (1000000 characters); it must have at most 512 characters");
  EXPECT_NE(told(with(R"({"checkIn":")" + huge + "\"}")), "");
  EXPECT_NE(told(with(R"({"labels":{")" + huge + "\":\"\"}}")), "");
  EXPECT_EQ(told(huge, json::parse(R"({"anyOf":[{"type":"string","pattern":"^1*$"},{"type":"string"}]})")),
            "a text with a prescribed form has more than 512 characters");
}

TEST(JsonSchema, KnowsConditionsAndCombinations) {
  const json schema = json::parse(R"({
    "type": "object",
    "properties": {"trip": {"type": "string"}, "back": {"type": "string"}, "tags": {"not": {"type": "string"}}},
    "if": {"properties": {"trip": {"const": "return"}}, "required": ["trip"]}, "then": {"required": ["back"]},
    "allOf": [{"required": ["trip"]}], "dependencies": {"tags": ["back"]}})");
  EXPECT_EQ(told(json::parse(R"({"trip":"return"})"), schema), R"("back" is missing; it is required (any value))");
  EXPECT_EQ(told(json::parse("{}"), schema), R"("trip" is missing; it is required (any value))");
  EXPECT_EQ(told(json::parse(R"({"trip":"one","back":"x","tags":"y"})"), schema), R"("tags" is "y"; that is not allowed)");
  // The explainer does not know dependencies; the judge does.
  EXPECT_EQ(told(json::parse(R"({"trip":"one","tags":1})"), schema), R"(the whole is an object with 2 fields; it is not allowed here)");
}

TEST(JsonSchema, StopsAtTwentyViolations) {
  json document = with("{}");
  for (int i = 0; i < 100; ++i) document["unknown" + std::to_string(i)] = i;
  EXPECT_EQ(JsonSchema(kSearch).violations(document).size(), 20U);
}

TEST(JsonSchema, SchemasThatReferToThemselvesEnd) {
  const json schema = json::parse(R"({"type":"object","properties":{"next":{"$ref":"#"},"n":{"type":"integer"}}})");
  EXPECT_EQ(told(json::parse(R"({"next":{"next":{"n":"x"}}})"), schema), R"("next.next.n" is "x"; it must be an integer)");
}

TEST(JsonSchema, ABrokenSchemaIsAProgrammingError) {
  EXPECT_THROW(JsonSchema(json::parse(R"({"type":"object","properties":5})")), std::logic_error);
  EXPECT_THROW(JsonSchema(json::parse(R"({"$ref":"#/missing"})")), std::logic_error);
}

}  // namespace
}  // namespace voygen::core
