"""French."""

from __future__ import annotations

COUNTED = r"""
trillion: (?:mille milliards|billions?)(?: de)?
billion: (?:milliards?|Mds?|Mrd)(?: d[e'’])?
million: millions?(?: d[e'’])?
thousand: mille
s: secondes?
min: minutes?
hours: heures?
days: jours?
months: mois
years: ans?|années?
tokens: jetons?|tokens?
parameters: paramètres?
layers: couches?
times: fois
"%": pour cent
bytes: octets?
bits: bits?
"""

TERMS = r"""
has: possèdent?|disposent? d[e'’]|offr(?:e|ent)|atteint|a(?= \d)
memory bandwidth: bande passante (?:de la )?(?:mémoire|HBM|VRAM)
bandwidth: bande passante
system memory: mémoire (?:vive|système|hôte)|RAM système
memory: mémoire (?:vidéo|GPU)|mémoire
power: consommation (?:électrique)?|puissance(?! de calcul)
energy: énergie
compute: puissance de calcul
peak: crête|de pointe
dense: denses?
with sparsity: (?:avec )?(?:parcimonie|sparsité|creux)
without sparsity: sans (?:parcimonie|sparsité)
weights: poids
activations: activations
gradients: gradients
optimizer states: états (?:de l')?optimi[sz]eur
context: contexte
throughput: débit
latency: latence
measured: mesurée?s?|réel(?:le)?s?|en pratique
effective: effecti(?:f|ve)s?
needs: nécessit(?:e|ent)|demand(?:e|ent)|exig(?:e|ent)|requi(?:ert|èrent)|il faut
uses: occup(?:e|ent)|consomm(?:e|ent|é)
remaining: restent?|restant\w*
free: libres?
up to: jusqu['’]à
more than: plus d(?:e |['’])(?=[~≈]?\d)
less than: moins d(?:e |['’])(?=[~≈]?\d)
at least: au moins|au minimum
about: environ|à peu près|autour de|près de
compared to: contre(?= \d)|par rapport à|comparé\w* (?:à|au)
instead of: au lieu de
faster: plus rapides?
slower: plus lente?s?
bidirectional: bidirectionnel\w*|dans les deux sens
per direction: par (?:direction|sens)|dans chaque sens
total: au total
per second: par seconde
per hour: par heure|de l['’]heure
per year: par an
per GPU: par (?:GPU|carte)
per token: par (?:token|jeton)
node: nœuds?|noeuds?
of: d[e'’](?= ?[~≈]?\d)
and: et
or: ou
is: est|sont
with: avec
for: pour
fits: passe(?:nt)?|tien(?:t|nent)|rentre(?:nt)?
savings: économies?|économis\w+|gains?
reduction: réductions?
respectively: respectivement
needed: nécessaires?|requise?s?
model: modèles?
at: à(?= \d)
ref: réf\.?|référence
"""
