#!/usr/bin/env bash
# Prints the development chain's specification, with the energy market's slots of a minute replaced:
#   short  four seconds, so that a day of 24 slots takes 96 seconds. Periods have two slots; books open 24 seconds ahead
#   hours  an hour. Periods have 24 slots; books open 8 hours ahead, so that prices are known for as long
# usage: market-slots.sh NODE short|hours    NODE is the program
set -euo pipefail
usage() { sed -n 's/^# usage: //p' "$0" >&2 && exit 2; }
[ $# = 2 ] || usage
case $2 in
short) slot=4000 period=2 lead=3000 firm=2000 horizon=24000 ;;
hours) slot=3600000 period=24 lead=3600000 firm=600000 horizon=28800000 ;;
*) usage ;;
esac
spec=$("$1" export-chain-spec --chain dev)
other=$(sed "/\"energyMarket\"/,/}/ {
	s/\(\"firm\": *\)[0-9]*/\1$firm/
	s/\(\"horizon\": *\)[0-9]*/\1$horizon/
	s/\(\"lead\": *\)[0-9]*/\1$lead/
	s/\(\"period\": *\)[0-9]*/\1$period/
	s/\(\"slot\": *\)[0-9]*/\1$slot/
}" <<<"$spec")
market=$(sed -n '/"energyMarket"/,/}/p' <<<"$other")
[[ $market =~ \"slot\":\ *$slot ]] || {
	echo "market-slots: the specification does not say how long slots are" >&2
	exit 1
}
echo "$other"
