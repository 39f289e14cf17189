"""What the labels of document fields are called on Spanish government pages.

A trailing ":" marks a word too common to be a label unless a colon follows it or its value stands apart.
Words are folded: lower case without accents; marks between them ("Fecha/hora") need no entry.
"""

from typing import Final


def _names(text: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in text.split(","))


LABELS: Final[dict[str, tuple[str, ...]]] = {
    "organization": _names(
        """
        area organizacional, area u organizacion, unidad organizacional, estructura organizacional, nombre
        de la entidad, nombre de la institucion, nombre entidad, nombre institucion, denominacion de la
        entidad, entidad publica, entidad responsable, institucion publica, institucion responsable, ente
        publico, razon social, entidad:, institucion:, organizacion:, organismo:, dependencia:,
        reparticion:, jurisdiccion:, ente:, ministerio:, municipio:, secretaria:, empresa:, nombre del
        organismo, nombre del ente, nombre de la organizacion, nombre de la dependencia, nombre de la
        empresa, nombre del municipio, nombre del pliego, nombre institucional, nombre oficial de la
        entidad, nombre oficial de la institucion, denominacion de la institucion, denominacion del
        organismo, denominacion del ente, denominacion institucional, entidad ejecutora, entidad
        informante, entidad reportante, entidad evaluada, entidad territorial, entidad u organismo,
        entidad o institucion, institucion o entidad, organismo o entidad, dependencia o entidad,
        institucion ejecutora, institucion informante, institucion reportante, institucion evaluada,
        institucion u organismo, organismo responsable, organismo ejecutor, organismo descentralizado,
        organismo publico, ente ejecutor, ente responsable, sujeto obligado, unidad organica, unidad
        organizativa, area de organizacion, pliego:, municipalidad:, alcaldia:, ayuntamiento:,
        gobernacion:, prefectura:, viceministerio:, organo:
        """
    ),
    "fiscal_year": _names(
        """
        gestion del poa, gestion poa, gestion fiscal, gestion presupuestaria, ejercicio fiscal, ejercicio
        presupuestario, ejercicio presupuestal, ejercicio economico, ejercicio financiero, periodo fiscal,
        vigencia fiscal, año fiscal, año presupuestario, año del poa, poa gestion, poa año, gestion:,
        ejercicio:, vigencia:, año:, anio:, poa:, gestion del plan, gestion evaluada, gestion reportada,
        gestion informada, gestion anual, gestion institucional, gestion año, año de gestion, año gestion,
        año de la gestion, año del ejercicio, año de ejercicio, año ejercicio, año de ejecucion, año de
        vigencia, año del plan, año del presupuesto, año de presupuesto, año presupuestal, año evaluado,
        año reportado, año informado, año de reporte, año del reporte, año de evaluacion, ejercicio
        evaluado, ejercicio reportado, ejercicio anual, ejercicio contable, ejercicio presupuestario y
        fiscal, periodo presupuestario, periodo presupuestal, periodo anual, vigencia presupuestal,
        vigencia presupuestaria, vigencia del plan, vigencia del poa, presupuesto año, presupuesto
        gestion, presupuesto ejercicio, presupuesto del ejercicio, presupuesto vigencia, poa del año, poa
        ejercicio, poa vigencia, plan operativo anual gestion, plan operativo anual año, poi año, poi:,
        pao:, cuenta publica:, ej fiscal, ejerc fiscal
        """
    ),
    "cutoff_date": _names(
        """
        fecha de corte, fecha corte, fecha de corte de informacion, fecha de corte de la informacion,
        fecha de cierre, fecha de cierre de informacion, fecha de seguimiento, fecha de evaluacion, corte
        de informacion, con corte al, corte al, corte a, informacion al, datos al, cifras al, situacion
        al, avance al, ejecucion al, acumulado al, corte:, fecha al corte, fecha del corte, fecha de corte
        de datos, fecha de corte de los datos, fecha de corte del reporte, fecha de corte del informe,
        fecha de corte de seguimiento, fecha de la informacion, fecha de los datos, fecha de
        actualizacion, fecha de actualizacion de datos, fecha de referencia, fecha limite de informacion,
        fecha del seguimiento, fecha de la evaluacion, fecha cierre, fecha de cierre del periodo, fecha de
        cierre del mes, fec corte, fec de corte, f de corte, corte de datos, corte de la informacion,
        corte del informe, corte del reporte, corte de seguimiento, corte de evaluacion, con
        fecha de corte, al corte de, al corte del, informacion con corte al, informacion actualizada al,
        informacion disponible al, datos actualizados al, datos con corte al, actualizado
        al, actualizado hasta el, cifras con corte al, cifras actualizadas al, saldos al,
        montos al, valores al, estado al, estado de situacion al, avance acumulado al, ejecucion
        acumulada al, ejecutado al, seguimiento al, evaluacion al, cierre al, cierre:
        """
    ),
    "entity_code": _names(
        """
        codigo entidad, codigo de entidad, codigo de la entidad, codigo institucional, codigo institucion,
        codigo de la institucion, codigo presupuestario, codigo de area, codigo del area, codigo unidad,
        codigo organizacional, cod entidad, cod de entidad, cod institucional, cod inst, cod ent, clave de
        la entidad, clave institucional, numero de entidad, codigo:, cod:, clave:, codigo de institucion,
        codigo del organismo, codigo de organismo, codigo organismo, codigo del ente, codigo ente, codigo
        de la dependencia, codigo de dependencia, codigo del pliego, codigo pliego, codigo de
        jurisdiccion, codigo presupuestal, codigo presupuestario de la entidad, codigo de la organizacion,
        codigo de unidad, codigo de la unidad, codigo sigep, codigo del municipio, codigo municipal,
        codigo municipio, codigo de identificacion, cod institucion, cod de institucion, cod de la
        entidad, cod de la institucion, cod organismo, cod pliego, cod presupuestario, cod area, clave
        entidad, clave presupuestal, clave presupuestaria, clave de la dependencia, clave de la
        institucion, numero de institucion, numero institucional, no de entidad, nro de entidad, nro
        entidad, id entidad, id institucion, identificador de la entidad
        """
    ),
    "acronym": _names(
        """
        sigla entidad, sigla de la entidad, siglas de la entidad, sigla institucional, sigla institucion,
        nombre corto, sigla:, siglas:, acronimo:, abreviatura:, abreviacion:, abrev:, sigla de entidad,
        sigla de la institucion, sigla del organismo, sigla del ente, siglas entidad, siglas institucion,
        siglas de la institucion, siglas del organismo, siglas institucionales, sigla o acronimo, acronimo
        de la entidad, acronimo de la institucion, acronimo institucional, abreviatura de la entidad,
        abreviatura institucional, nombre abreviado, denominacion abreviada, denominacion corta
        """
    ),
    "report_number": _names(
        """
        numero de reporte, numero reporte, no de reporte, nro de reporte, reporte no, reporte nro, reporte
        numero, codigo de reporte, codigo del reporte, codigo reporte, id reporte, rep no, rep nro, cod
        reporte, cod rep, informe no, informe nro, numero de informe, no de informe, rep:, reporte:,
        informe:, nro reporte, num reporte, num de reporte, no reporte, numero del reporte, nro del
        reporte, no del reporte, nro de informe, nro informe, numero del informe, informe numero, informe
        num, reporte num, reporte id, id de reporte, id del reporte, identificador del reporte, cod de
        reporte, cod del reporte, codigo de informe, codigo del informe, listado no, listado nro, numero
        de listado, numero correlativo, no correlativo, nro correlativo, correlativo:, listado:
        """
    ),
    "period": _names(
        """
        periodo de evaluacion, periodo evaluado, periodo de informe, periodo del informe, periodo
        informado, periodo reportado, periodo de reporte, periodo del reporte, periodo de ejecucion,
        periodo de seguimiento, mes de ejecucion, mes de reporte, mes del reporte, mes reportado, mes
        informado, mes evaluado, correspondiente al mes de, correspondiente a, periodo:, mes:, mes de:,
        trimestre:, semestre:, periodo de analisis, periodo analizado, periodo de consulta, periodo
        consultado, periodo de medicion, periodo de rendicion, periodo de monitoreo, periodo de control,
        periodo de corte, periodo de presentacion, periodo de referencia, periodo a evaluar, periodo a
        informar, periodo a reportar, periodo que se informa, periodo que se reporta, periodo que se
        evalua, periodo comprendido, periodo correspondiente, periodo cubierto, periodo del seguimiento,
        periodo de la evaluacion, periodo de cumplimiento, mes de informe, mes del informe, mes informe,
        mes de evaluacion, mes de seguimiento, mes de corte, mes de proceso, mes de consulta, mes reporte,
        mes a reportar, mes correspondiente, trimestre evaluado, trimestre reportado, trimestre informado,
        trimestre de reporte, trimestre de evaluacion, semestre evaluado, semestre reportado, semestre
        informado, correspondiente al mes, correspondiente al periodo, correspondiente al trimestre,
        correspondiente al semestre, por el periodo, por el mes de, acumulado al mes de, rango de fechas,
        bimestre:, cuatrimestre:, lapso:
        """
    ),
    "report_date": _names(
        """
        fecha de emision, fecha emision, fecha de impresion, fecha impresion, fecha de reporte, fecha del
        reporte, fecha reporte, fecha de generacion, fecha generacion, fecha y hora, fecha hora, fecha de
        proceso, fecha de consulta, fecha de informe, fecha del informe, generado el, generado, impreso
        el, impreso, emitido el, fecha rep, fecha de la emision, fecha de emision del reporte, fecha de
        emision del informe, fecha de impresion del reporte, fecha de generacion del reporte, fecha de
        expedicion, fecha de extraccion, fecha de descarga, fecha de exportacion, fecha de presentacion,
        fecha de elaboracion del reporte, fecha de elaboracion del informe, fecha de publicacion, fecha
        del sistema, fecha sistema, fecha de sistema, fecha proceso, fecha consulta, fecha informe, fecha
        de ejecucion del reporte, fecha y hora de emision, fecha y hora de impresion, fecha y hora de
        generacion, fecha y hora de consulta, fecha y hora del reporte, fec emision, fec de emision, fec
        impresion, fec reporte, fec rep, f emision, f impresion, fecha de emi, fecha imp, reporte emitido
        el, reporte generado el, reporte impreso el, informe emitido el, impreso en fecha, emitido en
        fecha, generado en fecha, expedido el, procesado el, consultado el, elaborado el, extraido el,
        descargado el, emitido:, emitida:, emision:, impresion:, impresa:, generacion:, expedido:,
        expedicion:, procesado:, consultado:
        """
    ),
    "memo_number": _names(
        """
        memorando, memorandum, memo, oficio, circular, comunicacion interna, nota interna, nota de
        remision, carta, hoja de envio, cite, memorando no, oficio no, nota:, numero:, memorando circular,
        memorandum circular, memorando interno, memorandum interno, oficio circular, oficio multiple,
        circular no, nota externa, nota circular, nota tecnica, nota cite, comunicacion externa,
        comunicacion oficial, carta externa, carta circular, carta oficial, carta cite, cite no, no de
        oficio, nro de oficio, numero de oficio, no oficio, numero de memorando, no de memorando, nro de
        memorando, numero de nota, no de nota, numero de carta, numero de radicado, numero de radicacion,
        no de radicado, radicado no, radicado:, nuestra referencia, codigo de correspondencia, correlativo
        de correspondencia, hoja de tramite
        """
    ),
    "to": _names(
        """
        para:, a:, al:, dirigido a:, destinatario:, señor:, señora:, señores:, para el:, atencion:,
        destino:, señorita:, señoras:, sr:, sra:, sres:, dirigida a:,
        con atencion a:, atn:
        """
    ),
    "from": _names(
        """
        de:, del:, remitente:, remite:, enviado por:, emisor:, procedencia:, suscribe:, envia:, remitido
        por:, procedente de:, de parte de:
        """
    ),
    "date": _names(
        """
        fecha:, lugar y fecha, fecha del memorando, fecha memorando, fecha y lugar, ciudad y fecha, fecha
        del oficio, fecha de la nota, fecha de la carta, fecha de envio, fecha del documento, fecha de
        documento, lugar fecha, fec:
        """
    ),
    "subject": _names(
        """
        asunto:, ref:, referencia:, motivo:, tema:, objeto:, asunto o referencia, materia:, mat:,
        sumilla:, sumario:, asto:, asunto del memorando, objeto de la comunicacion:
        """
    ),
    # Labels that end a value beside them but hold no field of the contract.
    "": _names(
        """
        via:, a traves de:, por intermedio de:, cc:, copia:, con copia:, usuario:, pagina, pag:, hora:,
        hoja:, moneda:, fecha elab poa, fecha de elaboracion, fecha elaboracion, fecha elaboracion poa,
        fecha de aprobacion, fuente:, nit:, rfc:, programa:, proyecto:, unidad ejecutora:, responsable:,
        cargo:, nombre:, firma:, telefono:, direccion:, anexos:, adjunto:, formulario:, version:,
        elaborado por:, preparado por:, revisado por:, aprobado por:, autorizado por:, emitido por:,
        generado por:, impreso por:, hoja de ruta:, antecedente:, antecedentes:, ant:, copia a:, archivo:,
        correo:, correo electronico:, celular:, departamento:, provincia:, sector:, subsector:, unidad
        responsable:, unidad administrativa:, unidad solicitante:, maxima autoridad:, objetivo:, fecha de
        inicio, fecha inicio, fecha de conclusion, fecha de termino, fecha fin, fecha de vencimiento,
        fecha de recepcion, fecha de ingreso
        """
    ),
}

MEMO_FIELDS: Final = frozenset({"memo_number", "to", "from", "date", "subject"})
DATE_FIELDS: Final = frozenset({"cutoff_date", "report_date", "date"})
WRAPPING_FIELDS: Final = frozenset({"organization", "subject"})

ORGANISATION_STARTS: Final = _names(
    """
    ministerio de, servicio nacional, servicio departamental, servicio general, secretaria de, secretaria
    nacional, gobierno autonomo, gobierno municipal, gobierno departamental, gobierno regional,
    municipalidad de, municipalidad provincial, alcaldia municipal, instituto nacional, instituto de,
    direccion general, direccion nacional, direccion adjunta, agencia nacional, agencia de, autoridad de,
    autoridad nacional, administracion de, administracion nacional, administracion aduanera, aduana
    nacional, aduanas de, autoridad de fiscalizacion, comision nacional, consejo nacional, contraloria
    general, corporacion, empresa nacional, empresa publica, empresa estatal, fondo nacional, fondo de,
    superintendencia de, tribunal, universidad, viceministerio de, defensoria, procuraduria, registro
    nacional, ministerio del, ministerio publico, secretaria del, secretaria general, secretaria
    municipal, subsecretaria de, gobierno del estado, gobierno de la provincia, gobernacion de,
    gobernacion del, prefectura de, prefectura del, intendencia de, intendencia nacional, intendencia
    municipal, ayuntamiento de, municipio de, alcaldia de, alcaldia mayor, municipalidad distrital,
    presidencia de la republica, vicepresidencia de la republica, asamblea legislativa, camara de
    diputados, camara de senadores, poder judicial, corte suprema, fiscalia general, banco central, banco
    nacional, banco de desarrollo, caja nacional, caja de, oficina nacional, oficina de, oficina tecnica,
    unidad ejecutora, agencia estatal, agencia boliviana, servicio plurinacional, servicio estatal,
    servicio autonomo, servicio regional,
    instituto, direccion ejecutiva, direccion departamental, direccion regional, comision federal,
    comision reguladora, consejo superior, consejo de la, junta nacional, empresa municipal, empresa
    portuaria, empresa provincial, autoridad portuaria, superintendencia general, procuraduria general,
    entidad nacional, hospital, programa nacional, unidad administrativa especial, departamento
    administrativo, departamento nacional, patronato, servicio geologico, servicio meteorologico, centro
    nacional, observatorio, museo nacional, academia nacional, ente nacional, ente regulador, comite nacional,
    mancomunidad de, concejo municipal, federacion de, asociacion de municipios, colegio de
    """
)

# Bodies that stand above the one that reports, in a letterhead that names both; the highest first.
HIGHER_BODIES: Final = _names(
    """
    republica, estado plurinacional, presidencia, gobierno, ministerio, viceministerio, secretaria de estado,
    secretaria de
    """
)

# How a letter greets: pages that open so are memos even where few labels stand on them.
GREETINGS: Final = _names(
    """
    presente, de mi consideracion, de mi mayor consideracion, de mi especial consideracion, de mi
    distinguida consideracion, de nuestra consideracion, de nuestra mayor consideracion, mi consideracion,
    de mi aprecio, estimado, estimada, estimados, estimadas, distinguido, distinguida, distinguidos,
    apreciado, apreciada, respetado, respetada, muy señor mio, muy señores mios, cordial saludo, reciba un
    cordial saludo, reciba un saludo
    """
)
