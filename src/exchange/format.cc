#include "exchange/format.h"

#include <array>

namespace noroshi {
namespace {

constexpr std::array kFormats = {
    ExchangeRow{"navigator", "navigator-layer.json", "ATT&CK Navigator layer", NewNavigatorLayer},
    ExchangeRow{"stix", "stix-bundle.json", "STIX 2.1 bundle", NewStixBundle},
    ExchangeRow{"misp", "misp-event.json", "MISP event", NewMispEvent},
    ExchangeRow{"sarif", "findings.sarif", "SARIF 2.1.0 log", NewSarifLog},
    ExchangeRow{"timesketch-csv", "timesketch.csv", "Timesketch timeline, CSV", NewTimesketchCsv},
    ExchangeRow{"timesketch-jsonl", "timesketch.jsonl", "Timesketch timeline, JSON lines",
                NewTimesketchLines}};

}  // namespace

std::span<const ExchangeRow> ExchangeFormats() noexcept { return kFormats; }

}  // namespace noroshi
