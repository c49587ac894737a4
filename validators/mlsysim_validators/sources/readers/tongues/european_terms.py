"""The terms of the field in European languages: what stands for each English one, as regular expressions.

Behind a number (`COUNTED`) stand units and scales; 1 billion is 10^9, so German "Billion" is a trillion here.
"""

from __future__ import annotations

TERMS = {
    "de": """
        has: hat|haben|besitzt|bietet|verfügt über|liefert|erreicht
        memory bandwidth: (?:Arbeits|Grafik)?[Ss]peicher[- ]?[Bb]andbreite
        bandwidth: Bandbreite
        system memory: Arbeitsspeicher|Hauptspeicher|System-RAM
        memory: (?:Grafik|GPU-)?[Ss]peicher(?:kapazität|bedarf)?|Videospeicher
        power: Leistungsaufnahme|Stromverbrauch|Energiebedarf|Verbrauch
        energy: Energieverbrauch
        peak: Spitzen(?:leistung)?
        dense: dicht(?:e[rn]?)?
        with sparsity: (?:mit )?(?:struktureller )?Sparsity|dünnbesetzt\\w*
        without sparsity: ohne (?:strukturelle )?Sparsity
        weights: Gewichten?|Modellgewichten?
        activations: Aktivierungen
        gradients: Gradienten
        optimizer states: Optimierer-?[Zz]ustände|Optimizer-?[Zz]ustände
        context: Kontext(?:länge|fenster)?
        throughput: Durchsatz
        latency: Latenz
        measured: gemessen\\w*|real(?:e[rn]?|istisch\\w*)?|in der Praxis
        effective: effektiv\\w*
        needs: benötig(?:t|en)|braucht|brauchen|erforder(?:t|n)|verlang(?:t|en)
        uses: beleg(?:t|en)|verbrauch(?:t|en)
        remaining: verbleib\\w+|übrig|bleiben
        free: freie[rns]?
        up to: bis zu
        more than: mehr als|über(?= [~≈]?\\d)
        less than: weniger als|unter(?= [~≈]?\\d)
        at least: mindestens|ab(?= \\d)
        about: etwa|ca\\.|rund(?= \\d)|ungefähr|circa
        compared to: gegenüber|im Vergleich zu|verglichen mit
        instead of: statt
        faster: schneller
        slower: langsamer
        bidirectional: bidirektional\\w*|in beide Richtungen
        per direction: (?:pro|je) Richtung
        total: insgesamt|gesamt\\w*|zusammen
        per second: (?:pro|je) Sekunde
        per hour: (?:pro|je) Stunde
        per year: (?:pro|je|im) Jahr
        per GPU: (?:pro|je) (?:GPU|Grafikkarte|Karte)
        per token: (?:pro|je) Token
        node: Knoten
        of: von(?= [~≈]?\\d)
        and: und
        or: oder
        is: ist|sind|beträgt
        with: mit
        for: für
        in: im
        fits: pass(?:t|en)
        savings: Einsparung(?:en)?|Ersparnis|spart|gespart
        reduction: Reduktion|Reduzierung
        respectively: jeweils
        needed: nötig|notwendig
        model: Modell\\w{0,2}
        at: bei
        reference: Referenz|Ref\\.
    """,
    "fr": """
        has: possèdent?|disposent? d[e'’]|offr(?:e|ent)|atteint|a(?= \\d)
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
        remaining: restent?|restant\\w*
        free: libres?
        up to: jusqu['’]à
        more than: plus d(?:e |['’])(?=[~≈]?\\d)
        less than: moins d(?:e |['’])(?=[~≈]?\\d)
        at least: au moins|au minimum
        about: environ|à peu près|autour de|près de
        compared to: contre(?= \\d)|par rapport à|comparé\\w* (?:à|au)
        instead of: au lieu de
        faster: plus rapides?
        slower: plus lente?s?
        bidirectional: bidirectionnel\\w*|dans les deux sens
        per direction: par (?:direction|sens)|dans chaque sens
        total: au total
        per second: par seconde
        per hour: par heure|de l['’]heure
        per year: par an
        per GPU: par (?:GPU|carte)
        per token: par (?:token|jeton)
        node: nœuds?|noeuds?
        of: d[e'’](?= ?[~≈]?\\d)
        and: et
        or: ou
        is: est|sont
        with: avec
        for: pour
        fits: passe(?:nt)?|tien(?:t|nent)|rentre(?:nt)?
        savings: économies?|économis\\w+|gains?
        reduction: réductions?
        respectively: respectivement
        needed: nécessaires?|requise?s?
        model: modèles?
        at: à(?= \\d)
        ref: réf\\.?|référence
    """,
    "es": """
        has: tienen?|ofrecen?|dispone de|alcanzan?
        memory bandwidth: ancho de banda de (?:la )?(?:memoria|HBM|VRAM)
        bandwidth: ancho de banda
        system memory: memoria (?:del sistema|principal)|RAM del sistema
        memory: memoria
        power: consumo|potencia
        energy: energía
        peak: pico|máxim[oa]
        dense: dens[oa]s?
        with sparsity: (?:con )?(?:dispersión|escasez|esparcidad)
        without sparsity: sin (?:dispersión|escasez|esparcidad)
        weights: pesos
        activations: activaciones
        gradients: gradientes
        optimizer states: estados del optimizador
        context: contexto
        throughput: rendimiento
        latency: latencia
        measured: medid[oa]s?|real(?:es)?|en la práctica
        effective: efectiv[oa]s?
        needs: necesita[n]?|requieren?|exigen?|hacen? falta
        uses: ocupan?|consumen?
        remaining: quedan?|restantes?
        free: libres?
        up to: hasta
        more than: más de
        less than: menos de
        at least: al menos|como mínimo|mínimo
        about: unos|unas|aproximadamente|alrededor de|cerca de|aprox\\.?
        compared to: frente a|comparad[oa]s? con
        instead of: en (?:lugar|vez) de
        faster: más rápid[oa]s?
        slower: más lent[oa]s?
        bidirectional: bidireccional(?:es)?
        per direction: por (?:dirección|sentido)|en cada (?:dirección|sentido)
        total: en total
        per second: por segundo
        per hour: por hora|la hora
        per year: por año|al año
        per GPU: por (?:GPU|tarjeta)
        per token: por (?:token|ficha)
        node: nodos?
        of: de(?= [~≈]?\\d)
        or: o(?= [a-z0-9])
        is: es(?= )|son
        with: con
        for: para
        fits: caben?|entran?
        savings: ahorr\\w+
        reduction: reducción|reducciones
        respectively: respectivamente
        needed: necesari[oa]s?|requerid[oa]s?
        model: modelos?
        at: a(?= \\d)
        and: y(?= [\\dA-Z])
        reference: referencia
    """,
    "pt": """
        has: têm|tem|oferecem?|alcançam?|atingem?
        memory bandwidth: largura de banda (?:de|da) (?:memória|HBM|VRAM)
        bandwidth: largura de banda
        system memory: memória (?:do sistema|principal)|RAM do sistema
        memory: memória
        power: consumo|potência
        energy: energia
        peak: pico|máxim[oa]
        dense: dens[oa]s?
        with sparsity: (?:com )?esparsidade
        without sparsity: sem esparsidade
        weights: pesos
        activations: ativações
        gradients: gradientes
        optimizer states: estados do otimizador
        context: contexto
        throughput: vazão|taxa de transferência
        latency: latência
        measured: medid[oa]s?|rea(?:l|is)|na prática
        effective: efetiv[oa]s?
        needs: precisam?|requer(?:em)?|necessitam?|exigem?
        uses: ocupam?|consomem?
        remaining: restam?|restantes?|sobram?
        free: livres?
        up to: até
        more than: mais de
        less than: menos de
        at least: (?:pelo|no) (?:menos|mínimo)
        about: cerca de|aproximadamente|em torno de|aprox\\.?
        compared to: comparad[oa]s? (?:a|com)
        instead of: em vez de
        faster: mais rápid[oa]s?
        slower: mais lent[oa]s?
        bidirectional: bidireciona(?:l|is)
        per direction: por (?:direção|sentido)
        total: no total
        per second: por segundo
        per hour: por hora
        per year: por ano|ao ano
        per GPU: por (?:GPU|placa)
        per token: por token
        node: nós?(?= )
        of: de(?= [~≈]?\\d)
        or: ou
        is: é|são
        with: com
        for: para
        fits: cabem?
        savings: economi\\w+
        reduction: redução|reduções
        respectively: respectivamente
        needed: necessári[oa]s?
        model: modelos?
        and: e(?= [\\dA-Z])
        reference: referência
    """,
    "it": """
        has: ha|hanno|offr(?:e|ono)|dispone di|raggiung(?:e|ono)
        memory bandwidth: (?:larghezza di )?banda (?:di|della) (?:memoria|HBM|VRAM)
        bandwidth: larghezza di banda
        system memory: memoria (?:di sistema|principale)|RAM di sistema
        memory: memoria
        power: consumo|potenza(?! di calcolo)
        compute: potenza di calcolo
        peak: picco
        weights: pesi
        activations: attivazioni
        gradients: gradienti
        context: contesto
        latency: latenza
        measured: misurat[oaie]|real[ei]|in pratica
        effective: effettiv[oaie]
        needs: richied(?:e|ono)|serv(?:e|ono)|necessita(?:no)?
        uses: occupa(?:no)?|consuma(?:no)?
        remaining: resta(?:no)?|rimanent[ei]
        free: liber[oaie]
        up to: fino a
        more than: più di|oltre
        less than: meno di
        at least: almeno
        about: circa
        compared to: rispetto a
        instead of: invece di
        faster: più veloc[ei]
        slower: più lent[oaie]
        bidirectional: bidirezional[ei]
        per direction: per direzione
        total: in totale
        per second: al secondo
        per hour: all['’]ora
        per year: all['’]anno
        node: nod[oi]
        of: di(?= [~≈]?\\d)
        is: è|sono
        with: con
        for: per(?= [a-z])
        fits: ci sta(?:nno)?|entra(?:no)?
        savings: risparmi\\w*
        reduction: riduzion[ei]
        respectively: rispettivamente
        needed: necessari[oaie]
        model: modell[oi]
        and: e(?= [\\dA-Z])
    """,
    "nl": """
        has: heeft|hebben|biedt
        memory bandwidth: geheugenbandbreedte
        bandwidth: bandbreedte
        system memory: werkgeheugen|systeemgeheugen
        memory: (?:video)?geheugen
        power: (?:stroom)?verbruik|vermogen
        weights: gewichten
        measured: gemeten
        needs: nodig|vereist
        up to: tot(?= \\d)
        more than: meer dan
        less than: minder dan
        at least: minstens|minimaal
        about: ongeveer
        faster: sneller
        total: in totaal|totaal
        per second: per seconde
        per hour: per uur
        per year: per jaar
        of: van(?= [~≈]?\\d)
        and: en(?= )
        with: met
        for: voor
        fits: past|passen
        savings: besparing(?:en)?
        reduction: vermindering
    """,
    "pl": """
        has: ma|mają|oferuje
        memory bandwidth: przepustowoś\\w+ pamięci
        bandwidth: przepustowoś\\w+
        system memory: pamię\\w+ operacyjn\\w+
        memory: pamię\\w+(?: wideo)?
        power: pob[óo]r\\w* mocy|moc\\b
        peak: szczytow\\w+
        weights: wagi?|wag
        context: kontekst\\w*
        measured: zmierzon\\w+|rzeczywist\\w+
        effective: efektywn\\w+
        needs: wymaga(?:ją)?|potrzeb\\w+
        uses: zajmuj\\w+
        up to: do(?= \\d)
        more than: ponad|więcej niż
        less than: poniżej|mniej niż
        at least: co najmniej|minimum
        about: około|ok\\.
        faster: szybsz\\w+|szybciej
        total: łącznie
        per second: na sekundę
        per hour: za godzinę|na godzinę
        per year: rocznie
        or: lub|albo
        is: jest|to(?= \\d)|wynosi
        with: z(?= \\d)
        for: dla
        fits: mieści|zmieści\\w*
        savings: oszczędnoś\\w+
        reduction: redukcj\\w+|zmniejszeni\\w+
        respectively: odpowiednio
        model: model(?:u|e|i)?
    """,
    "tr": """
        has: sunar|sahip
        memory bandwidth: bellek bant genişliği
        bandwidth: bant genişliği
        system memory: sistem belleği
        memory: bellek|belleği
        power: güç(?: tüketimi)?
        weights: ağırlıklar\\w*
        measured: ölçülen|gerçek
        needs: gerektirir|gerek\\w*|ihtiyaç\\w*
        about: yaklaşık
        at least: en az
        faster: daha hızlı
        total: toplam
    """,
    "ru": """
        has: име(?:ет|ют)|обладает|оснащ[её]н\\w*|да[её]т|выда[её]т|достигает
        memory bandwidth: пропускн\\w+ способност\\w+ (?:видео)?памяти
        bandwidth: пропускн\\w+ способност\\w+|ПСП
        system memory: оперативн\\w+ памят\\w+|системн\\w+ памят\\w+|ОЗУ
        memory: (?:видео)?памят\\w+
        power: энергопотреблени\\w+|мощност\\w+|потреблени\\w+
        energy: энерги[яию]
        peak: пиков\\w+
        dense: плотн\\w+
        with sparsity: (?:с )?разреженн?\\w+
        without sparsity: без разреженн?\\w+
        weights: вес(?:а|ов|ами)
        activations: активаци\\w+
        gradients: градиент\\w*
        optimizer states: состояни\\w+ оптимизатора
        context: контекст\\w*
        latency: задержк\\w+
        measured: измерен\\w*|реальн\\w+|на практике|фактическ\\w+
        effective: эффективн\\w+
        needs: требу\\w+|нужн\\w+|необходим\\w*|понадоб\\w+
        uses: занима\\w+
        remaining: оста(?:ётся|ется|нется|льн\\w+)
        free: свободн\\w+
        up to: до(?= [~≈]?\\d)
        more than: более|больше|свыше
        less than: менее|меньше
        at least: не менее|минимум|как минимум|от(?= \\d)
        about: около|примерно|порядка(?= \\d)
        compared to: против(?= \\d)|по сравнению с
        instead of: вместо
        faster: быстрее
        slower: медленнее
        bidirectional: двунаправленн\\w+|в обе стороны
        per direction: в (?:каждую|одну) сторону|в (?:каждом|одном) направлении
        total: всего|суммарн\\w+|в сумме
        per second: в секунду
        per hour: в час
        per year: в год
        per GPU: на (?:GPU|карту|видеокарту)
        per token: на токен
        node: узл\\w+|узел
        and: и(?= )
        or: или
        is: составля\\w+|равн[аоы]?
        with: с(?= \\d)
        for: для
        fits: помеща\\w+|влез\\w+|вмеща\\w+|поместит\\w+
        savings: экономи\\w+
        reduction: сокращени\\w+|снижени\\w+|уменьшени\\w+
        respectively: соответственно
        model: модел\\w+
        at: при
    """,
    "uk": """
        has: ма(?:є|ють)
        memory bandwidth: пропускн\\w+ здатн\\w+ (?:відео)?пам['’ʼ]яті
        bandwidth: пропускн\\w+ здатн\\w+
        system memory: оперативн\\w+ пам['’ʼ]ят\\w+|ОЗП
        memory: (?:відео)?пам['’ʼ]ят\\w+
        power: споживанн\\w+|потужн\\w+
        weights: ваг(?:и|ами)?
        measured: виміря\\w+|реальн\\w+
        needs: потріб\\w+|потребу\\w+
        up to: до(?= \\d)
        more than: понад|більше
        less than: менше
        at least: щонайменше|не менше
        about: близько|приблизно
        faster: швидше
        total: всього|загалом
        per second: на секунду|за секунду
        per hour: на годину|за годину
        per year: на рік
        and: і(?= )|та(?= )
        or: або
        is: становить|складає
        for: для
        fits: поміща\\w+|влаз\\w+
        savings: економі\\w+
        reduction: скороченн\\w+|зниженн\\w+
        respectively: відповідно
        model: модел\\w+
        at: при
    """,
}

_CYRILLIC = """
    GB/s: ГБ/(?:с|сек|c)\\b\\.?
    TB/s: ТБ/(?:с|сек|c)\\b\\.?
    MB/s: МБ/(?:с|сек|c)\\b\\.?
    Gbit/s: Гбит/(?:с|сек)\\b
    Tbit/s: Тбит/(?:с|сек)\\b
    GB: ГБ|гигабайта?
    TB: ТБ|терабайта?
    MB: МБ|мегабайта?
    KB: КБ|килобайта?
    GiB: ГиБ
    MiB: МиБ
    bytes: байта?
    bits: бита?
    GHz: ГГц
    MHz: МГц
    kWh: кВт[·⋅*-]?ч
    MWh: МВт[·⋅*-]?ч
    kW: кВт
    MW: МВт
    GW: ГВт
    W: Вт
    TFLOPS: [Тт](?:ера)?(?:флопс|ФЛОПС|Флопс)а?
    PFLOPS: [Пп](?:ета)?(?:флопс|ФЛОПС|Флопс)а?
    GFLOPS: [Гг](?:ига)?(?:флопс|ФЛОПС|Флопс)а?
    billion: млрд\\.?|[Мм]иллиард\\w*|мільярд\\w*
    million: млн\\.?|[Мм]иллион\\w*|мільйон\\w*
    trillion: трлн\\.?|[Тт]риллион\\w*|трильйон\\w*
    thousand: тыс\\.?|тысяч\\w*|тис\\.?|тисяч\\w*
    ms: мс
    us: мкс
    ns: нс
    s: секунд\\w*|сек\\.?
    min: минут\\w*|мин\\.?|хвилин\\w*
    hours: час(?:а|ов)?|ч|годин\\w*
    days: дн(?:я|ей|ів|і)|суток|день
    months: месяц\\w*|місяц\\w*
    years: лет|год(?:а|ов)?|років|роки
    tokens: токен\\w*
    parameters: параметр\\w*
    layers: сло(?:й|я|ёв|ев)|шар(?:и|ів)
    times: раза?|разів
    "%": процент\\w*
"""
COUNTED = {
    "de": """
        billion: Milliarden?|Mrd\\.?
        million: Millionen|Mio\\.?
        trillion: Billionen?
        thousand: Tausend
        s: Sekunden?
        min: Minuten
        hours: Stunden?
        days: Tagen?|Tage
        months: Monaten?
        years: Jahren?
        tokens: Token
        parameters: Parametern?
        layers: Schichten
        times: -?mal
        "%": Prozent
        watts: Watt
        bytes: Bytes?
    """,
    "fr": """
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
    """,
    "es": """
        trillion: billones(?: de)?
        billion: (?:mil millones|mM)(?: de)?
        million: mill(?:ones|ón)(?: de)?
        thousand: mil
        s: segundos?
        min: minutos?
        hours: horas?
        days: días?|dias?
        months: meses|mes
        years: años?
        tokens: fichas?|tokens?
        parameters: parámetros?|parametros?
        layers: capas?
        times: veces|vez
    """,
    "pt": """
        trillion: trilh(?:ões|ão)(?: de)?
        billion: (?:bilh(?:ões|ão)|mil milhões|bi)(?: de)?
        million: milh(?:ões|ão)(?: de)?
        thousand: mil
        s: segundos?
        min: minutos?
        hours: horas?
        days: dias?
        months: meses|mês
        years: anos?
        parameters: parâmetros?
        layers: camadas?
        times: vezes|vez
    """,
    "it": """
        trillion: (?:bilioni|mila miliardi|trilioni)(?: di)?
        billion: miliard[oi](?: di)?
        million: milion[ei](?: di)?
        thousand: mila
        s: second[oi]
        min: minut[oi]
        hours: or[ae]
        days: giorn[oi]
        months: mes[ei]
        years: ann[oi]
        tokens: token
        parameters: parametri
        layers: strati|layer
        times: volte
    """,
    "nl": """
        trillion: biljoen
        billion: miljard
        million: miljoen
        thousand: duizend
        s: seconden?
        min: minuten
        hours: uur|uren
        days: dagen
        months: maanden
        years: jaar|jaren
        tokens: tokens?
        layers: lagen
        times: keer
        "%": procent
    """,
    "pl": """
        trillion: bilion(?:y|ów)?
        billion: miliard(?:y|ów|a)?|mld
        million: milion(?:y|ów|a)?|mln
        thousand: tys\\.?|tysi\\w+
        s: sekund\\w*
        min: minut\\w*
        hours: godzin\\w*
        days: dni|dzień
        months: miesi\\w+
        years: lat|lata|roku?
        tokens: token(?:y|ów)
        parameters: parametr(?:y|ów)
        layers: warstw\\w*
        times: razy|raza
        "%": procent\\w*
    """,
    "tr": """
        trillion: trilyon
        billion: milyar
        million: milyon
        thousand: bin
        s: saniye
        min: dakika
        hours: saat
        days: gün
        months: ay
        years: yıl
        parameters: parametre
        layers: katman
        times: kat
    """,
    "ru": _CYRILLIC,
    "uk": _CYRILLIC,
}
