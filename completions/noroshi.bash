# bash completion for noroshi; made by 'noroshi completions bash'
_noroshi() {
  local current=${COMP_WORDS[COMP_CWORD]} words='' next='' i
  local parents=' rules knowledge case '
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      -*) ;;
      *) if [[ -z $words || $parents == *" $words "* ]]; then words="${words:+$words }${COMP_WORDS[i]}"; fi ;;
    esac
  done
  case $words in
    'rules check'|'rules list'|'rules test'|'knowledge import'|'knowledge groups'|'knowledge show'|'case list'|'case show'|'case note'|'case status'|'case suppress') ;;
    *) words=${words%% *} ;;
  esac
  case $words in
    '') next='hunt demo dump search timeline logons scan explain visibility check gaps beacons rare environment trend rules knowledge attribute case report export simulate completions version -h --help --version' ;;
    'hunt') next='-h --help --recovery --archive-password --timezone --mapping --threads --rules --no-shipped-rules --level --status --placeholders --all-rules --native-aliases --no-rule-cache --environment --environment-columns --no-scan --yara --out --write --case --from --to --max-memory --lang --resume --since-last --no-journal --hash --quiet --profile --disable-pass' ;;
    'demo') next='-h --help --out --lang --no-open' ;;
    'dump') next='-h --help --recovery --archive-password --timezone --mapping --threads --format --normalised' ;;
    'search') next='-h --help --recovery --archive-password --timezone --mapping --threads --regex --match-case --field --json' ;;
    'timeline') next='-h --help --recovery --archive-password --timezone --mapping --threads --from --to --json --csv' ;;
    'logons') next='-h --help --recovery --archive-password --timezone --mapping --threads --environment --environment-columns --from --to --lang --patterns --json' ;;
    'scan') next='-h --help --trust-root --yara --no-shipped-rules --no-rule-cache --yara-seconds --archive-password --no-archives --level --threads --memory --out --host --json --programs --dumps --lang' ;;
    'explain') next='-h --help --archive-password --rules --no-shipped-rules --level --status --placeholders --all-rules --native-aliases --json' ;;
    'visibility') next='-h --help --recovery --archive-password --timezone --mapping --threads --rules --no-shipped-rules --level --status --placeholders --all-rules --native-aliases --environment --environment-columns --lang --json' ;;
    'check') next='-h --help --recovery --archive-password --timezone --mapping --threads --rules --no-shipped-rules --level --status --placeholders --all-rules --native-aliases --no-rule-cache --group --html --json --lang --knowledge' ;;
    'gaps') next='-h --help --recovery --archive-password --timezone --mapping --threads --lang --json' ;;
    'beacons') next='-h --help --recovery --archive-password --timezone --mapping --threads --environment --environment-columns --lang --top --internal --json' ;;
    'rare') next='-h --help --recovery --archive-password --timezone --mapping --threads --environment --environment-columns --lang --kind --max-hosts --top --json' ;;
    'environment') next='-h --help --recovery --archive-password --timezone --mapping --threads --out --organisation' ;;
    'trend') next='-h --help --fiscal-year --compare --out --rules --no-shipped-rules --level --status --placeholders --all-rules --native-aliases --lang' ;;
    'rules') next='check list test -h --help' ;;
    'rules check') next='-h --help --rules --no-shipped-rules --level --status --placeholders --all-rules --native-aliases' ;;
    'rules list') next='-h --help --json --rules --no-shipped-rules --level --status --placeholders --all-rules --native-aliases' ;;
    'rules test') next='-h --help' ;;
    'knowledge') next='import groups show -h --help' ;;
    'knowledge import') next='-h --help --out' ;;
    'knowledge groups') next='-h --help --json --knowledge --lang' ;;
    'knowledge show') next='-h --help --knowledge --lang' ;;
    'attribute') next='-h --help --json --lang --knowledge --model --benchmark --out --values' ;;
    'case') next='list show note status suppress -h --help' ;;
    'case list') next='-h --help --lang --json' ;;
    'case show') next='-h --help --lang --json' ;;
    'case note') next='-h --help --lang --author' ;;
    'case status') next='-h --help --lang --reason --author' ;;
    'case suppress') next='-h --help --lang --host --reason --until --remove --author' ;;
    'report') next='-h --help --out --json --lang' ;;
    'export') next='-h --help --format --out --attack-version' ;;
    'simulate') next='-h --help --out --scenario --days --hosts --seed --start' ;;
    'completions') next='-h --help' ;;
    'version') next='-h --help' ;;
  esac
  if [[ $current == -* || -z $words || $parents == *" $words "* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$next" -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  fi
}
complete -o filenames -F _noroshi noroshi
