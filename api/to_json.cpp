// Turns api/openapi.yaml into a C++ source with the same as JSON: to_json openapi.yaml openapi.cpp
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

namespace {

void write_text(std::ostream& out, const std::string& text) {
  out << '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out << "\\\"";
        break;
      case '\\':
        out << "\\\\";
        break;
      case '\n':
        out << "\\n";
        break;
      case '\t':
        out << "\\t";
        break;
      default:
        out << c;
    }
  }
  out << '"';
}

/// A plain scalar that YAML reads as a number, a truth value or null is one in JSON too; a quoted one is a text.
void write_scalar(std::ostream& out, const YAML::Node& node) {
  const auto text = node.Scalar();
  const bool quoted = node.Tag() == "!";
  std::int64_t number = 0;
  const bool plain = !quoted && (text == "true" || text == "false" || text == "null" || YAML::convert<std::int64_t>::decode(node, number));
  if (plain && (text.size() == 1 || text.front() != '0')) {
    out << text;
  } else {
    write_text(out, text);
  }
}

void write(std::ostream& out, const YAML::Node& node) {
  switch (node.Type()) {
    case YAML::NodeType::Map: {
      out << '{';
      bool first = true;
      for (const auto& entry : node) {
        if (!first) out << ',';
        first = false;
        write_text(out, entry.first.Scalar());
        out << ':';
        write(out, entry.second);
      }
      out << '}';
      break;
    }
    case YAML::NodeType::Sequence: {
      out << '[';
      for (std::size_t i = 0; i < node.size(); ++i) {
        if (i > 0) out << ',';
        write(out, node[i]);
      }
      out << ']';
      break;
    }
    case YAML::NodeType::Scalar:
      write_scalar(out, node);
      break;
    default:
      out << "null";
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ostringstream json;
  write(json, YAML::LoadFile(argv[1]));
  std::ofstream source(argv[2]);
  source << "#include \"openapi.h\"\n\nnamespace unionhall {\n\nstd::string_view openapi_json() {\n  return R\"contract(" << json.str()
         << ")contract\";\n}\n\n}  // namespace unionhall\n";
  source.flush();
  if (!source) std::cerr << argv[2] << " cannot be written\n";
  return source ? 0 : 1;
}
